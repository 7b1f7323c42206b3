/** Something that the person who started the benchmark can mend: one sentence that says what is wrong and what to do. */
export class BenchProblem extends Error {
  name = 'BenchProblem';
}
