import { findGuestKernel } from './guest-system.js';

/** Before the tests, once: files that run at the same time would download the guests' kernel into one folder. */
export async function setup(): Promise<void> {
  await findGuestKernel();
}
