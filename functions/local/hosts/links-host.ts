import { Hono } from 'hono';
import type { World } from '../../compose.ts';
import { linksApp } from '../../links/app.tsx';
import { functionOf } from '../../links/paths.ts';
import { spaceApp } from '../../space/app.tsx';

/** The whole links host on one machine: its two functions, each given the paths that the API gives it in AWS. */
export const linksHost = (world: World): Hono => {
  const functions = { links: linksApp(world), space: spaceApp(world) };
  const host = new Hono();
  host.use(async (c) => functions[functionOf(c.req.path)].fetch(c.req.raw, c.env));
  return host;
};
