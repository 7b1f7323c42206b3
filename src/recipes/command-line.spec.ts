import { describe, expect, it } from 'vitest';
import { fillCommandLine } from './command-line.js';

describe('the command line of a recipe', () => {
  const tree = 'http://mirror.example/alpine/v3.22/releases/x86_64/netboot';
  it.each([
    ['names the tree', 'inst.repo=[tree] ip=dhcp', `inst.repo=${tree} ip=dhcp`],
    ['names a place beside it', 'repo=[tree:../../../main]', 'repo=http://mirror.example/alpine/v3.22/main'],
    ['names what was found', 'url=[iso] quiet', 'url=http://x/y.iso quiet'],
    ['keeps other brackets', 'a=[1] b=[Other] c=[nothing]', 'a=[1] b=[Other] c=[nothing]'],
  ])('%s', (_, line, filled) => {
    const found = new Map([['iso', 'http://x/y.iso']]);
    expect(fillCommandLine(line, tree, found)).toBe(filled);
    expect(fillCommandLine(line, `${tree}/`, found)).toBe(filled);
  });
});
