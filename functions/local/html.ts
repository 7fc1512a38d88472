import { html } from 'hono/html';
import type { JSX } from 'hono/jsx/jsx-runtime';

/** A whole page in the standards mode of browsers. */
export const wholePage = (page: JSX.Element) => html`<!doctype html>${page}`;
