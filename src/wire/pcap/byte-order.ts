/** Reads words in the byte order of the machine that wrote a capture file. */
export interface ByteOrder {
  readonly word16: (bytes: Buffer, offset: number) => number;
  readonly word32: (bytes: Buffer, offset: number) => number;
  readonly signedWord64: (bytes: Buffer, offset: number) => bigint;
}

export const LITTLE_ENDIAN: ByteOrder = {
  word16: (bytes, offset) => bytes.readUInt16LE(offset),
  word32: (bytes, offset) => bytes.readUInt32LE(offset),
  signedWord64: (bytes, offset) => bytes.readBigInt64LE(offset),
};

export const BIG_ENDIAN: ByteOrder = {
  word16: (bytes, offset) => bytes.readUInt16BE(offset),
  word32: (bytes, offset) => bytes.readUInt32BE(offset),
  signedWord64: (bytes, offset) => bytes.readBigInt64BE(offset),
};
