import fc from 'fast-check';

export const octets = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));

/** A header that a decoder takes, then anything: cookies, overloads and options are likely, truth is not. */
export const looksLikeBootp: fc.Arbitrary<Buffer> = fc
  .tuple(octets(330), fc.constantFrom(1, 2), fc.constantFrom(0, 1, 2, 3, 4), fc.boolean())
  .map(([noise, operation, overload, cookie]) => {
    const payload = Buffer.concat([Buffer.alloc(240), noise]);
    noise.copy(payload, 1, 0, Math.min(noise.length, 235));
    payload[0] = operation;
    if (cookie) payload.writeUInt32BE(0x6382_5363, 236);
    if (payload.length > 243) payload.set([52, 1, overload], 240);
    return payload;
  });
