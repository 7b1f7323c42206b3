import { generator } from '../generator.mjs';
import { runLoad } from '../load-process.mjs';
import { LOAD_ADDRESS, SERVER_ADDRESS } from '../population.mjs';

/**
 * The moment of the first right OFFER for machine `k` (or, from a pool, of any OFFER), in nanoseconds of the monotonic clock; or why there was none.
 * It may be started before the server.
 */
export async function awaitOffer(k, { signal, seconds = 120, anyAddress = false }) {
  const words = [
    '-l',
    LOAD_ADDRESS,
    '-s',
    SERVER_ADDRESS,
    '-k',
    String(k),
    '-t',
    String(seconds),
    ...(anyAddress ? ['-a'] : []),
  ];
  const { code, out, err } = await runLoad([generator('firstoffer'), ...words], { signal });
  return code === 0 ? { at: BigInt(out.trim()) } : { problem: err.trim() || `no OFFER within ${seconds} s` };
}
