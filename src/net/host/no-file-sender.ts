import { FileSender } from './file-sender.port.js';

/** Where the C library cannot be called. */
export class NoFileSender extends FileSender {
  readonly able = false;

  send(): Promise<never> {
    return Promise.reject(new Error('this host sends no files by itself'));
  }
}
