/** The middle one of the numbers; of an even count, the mean of the two in the middle. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** One record with the median of every number that all the records have. */
export function medians(records) {
  const result = {};
  for (const key of Object.keys(records[0])) {
    const values = records.map((record) => record[key]);
    if (values.every((value) => typeof value === 'number')) result[key] = median(values);
  }
  return result;
}
