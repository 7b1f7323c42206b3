import { problemOf, sendProblem, type ProblemReply } from './problem.filter.js';

/**
 * Options of the HTTP server that can only be given when it is made: `new FastifyAdapter({ ...SERVER_OPTIONS })`.
 * Fastify answers a path that cannot be decoded or is too long before any route, hook or filter; this makes that
 * problem+json too.
 */
export const SERVER_OPTIONS = {
  // Firmware doubles slashes, `//boot//x.efi`; an answer must not be a redirect, which UEFI HTTP boot does not follow.
  routerOptions: { ignoreDuplicateSlashes: true },
  frameworkErrors(error: Error, _request: unknown, reply: object): void {
    sendProblem(reply as ProblemReply, problemOf(error));
  },
};
