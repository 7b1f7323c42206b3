/**
 * Measures the servers in turn, `repetitions` times round (A B A B …), so that what slows the machine for a while slows
 * them all. Answers each server's measurements, in the order of the servers.
 */
export async function inTurns(servers, repetitions, measure) {
  const measured = servers.map(() => []);
  for (let round = 0; round < repetitions; round++) {
    for (const [at, server] of servers.entries()) measured[at].push(await measure(server, round));
  }
  return measured;
}

/** Measures again, at most `most` times in all, while other work on the machine disturbs the measurement. */
export async function undisturbed(measure, say, most) {
  for (let time = 1; ; time++) {
    const result = await measure();
    if (!result.disturbed || time === most) return result;
    say('   disturbed by other work on this machine; again');
  }
}
