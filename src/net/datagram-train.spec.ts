import { describe, expect, it } from 'vitest';
import { DatagramTrain, datagramsOf } from './datagram-train.js';

const letters = { bytes: Buffer.from('abcdefghij') };
const digits = { bytes: Buffer.from('0123456789') };

function twoAndAHalf(): DatagramTrain {
  const train = new DatagramTrain();
  train.begin(0x0003_0001);
  train.add(letters, 2, 4);
  train.begin(0x0003_ffff);
  train.add(letters, 8, 2);
  train.add(digits, 0, 2);
  train.begin(0x0003_0000);
  return train;
}

const textsOf = (train: DatagramTrain) => [...datagramsOf(train)].map((datagram) => datagram.toString('latin1'));

describe('a train of datagrams', () => {
  it('is a word and lent octets for each, the last one perhaps with none', () => {
    expect(textsOf(twoAndAHalf())).toEqual(['\0\x03\0\x01cdef', '\0\x03\xff\xffij01', '\0\x03\0\0']);
    expect(twoAndAHalf().length).toBe(8);
  });
  it('reads what it lends when it leaves, not before', () => {
    const memory = { bytes: Buffer.from('old!') };
    const train = new DatagramTrain();
    train.begin(1);
    train.add(memory, 0, 4);
    memory.bytes.write('new!');
    expect(textsOf(train)).toEqual(['\0\0\0\x01new!']);
  });
  it('is filled anew after clear', () => {
    const train = twoAndAHalf();
    train.clear();
    expect([textsOf(train), train.length]).toEqual([[], 0]);
    train.begin(7);
    train.add(digits, 9, 1);
    expect(textsOf(train)).toEqual(['\0\0\0\x079']);
  });
  it('goes on as a train of its own from any datagram', () => {
    const train = twoAndAHalf();
    const rest = train.from(1);
    train.clear();
    expect(textsOf(rest)).toEqual(['\0\x03\xff\xffij01', '\0\x03\0\0']);
  });
});
