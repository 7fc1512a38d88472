import type { JSX } from 'hono/jsx/jsx-runtime';
import { typeset } from '../web/typeset.ts';

/** A whole page in the standards mode of browsers, typeset as those of the town's two hosts are. */
export const wholePage = (page: JSX.Element): string => typeset(`<!doctype html>${page}`);
