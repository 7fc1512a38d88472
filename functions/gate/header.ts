/** What CloudFront adds to each request it passes on. */
export const EDGE_HEADER = 'x-prevenance-edge';
