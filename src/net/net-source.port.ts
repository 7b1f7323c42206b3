import type { OpenNetOptions } from './open-net.js';
import type { Net } from './net.port.js';

/** Where the wire comes from: this host, or a replay's own world. Also the injection token. */
export abstract class NetSource {
  abstract open(options: OpenNetOptions): Net;
}
