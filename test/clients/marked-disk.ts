import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a machine says on its serial console when it starts from one of these disks. */
export const DISK_MARKER = 'STARTED-FROM-ITS-DISK';

const MARKER_LINE = Buffer.from(`${DISK_MARKER}\r\n\0`, 'latin1');

/** A disk with one program on it, which writes the marker to the first serial port and halts. */
export class MarkedDisk {
  private constructor(private readonly folder: string) {}

  static async make(): Promise<MarkedDisk> {
    const folder = await mkdtemp(join(tmpdir(), 'reveille-disk-'));
    await writeFile(join(folder, 'bios.img'), Buffer.concat([bootSector(), Buffer.alloc(1024 * 1024)]));
    await mkdir(join(folder, 'uefi', 'EFI', 'BOOT'), { recursive: true });
    await writeFile(join(folder, 'uefi', 'EFI', 'BOOT', 'BOOTX64.EFI'), efiProgram());
    return new MarkedDisk(folder);
  }

  /** QEMU's arguments: the disk comes behind the network in the boot order. */
  argumentsFor(firmware: 'bios' | 'uefi'): readonly string[] {
    const file = firmware === 'bios' ? join(this.folder, 'bios.img') : `fat:${join(this.folder, 'uefi')}`;
    return [
      ...['-drive', `if=none,id=disk,format=raw,snapshot=on,file=${file}`],
      ...['-device', 'virtio-blk-pci,drive=disk,bootindex=2'],
    ];
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

/**
 * A master boot record: mov si, text; each: lodsb; or al, al; jz done; mov dx, 0x3f8; out dx, al; jmp each; done: hlt;
 * jmp done
 */
function bootSector(): Buffer {
  const sector = Buffer.alloc(512);
  Buffer.from([
    0xbe, 0x11, 0x7c, 0xac, 0x08, 0xc0, 0x74, 0x06, 0xba, 0xf8, 0x03, 0xee, 0xeb, 0xf5, 0xf4, 0xeb, 0xfd,
  ]).copy(sector);
  MARKER_LINE.copy(sector, 0x11);
  sector.writeUInt16BE(0x55aa, 510);
  return sector;
}

/**
 * lea rsi, [rip + 26]; each: lodsb; test al, al; jz done; mov ah, al; mov dx, 0x3fd; busy: in al, dx; test al, 0x20;
 * jz busy; mov al, ah; mov dl, 0xf8; out dx, al; jmp each; done: hlt; jmp done; text
 */
const EFI_CODE = Buffer.from([
  ...[0x48, 0x8d, 0x35, 26, 0, 0, 0, 0xac, 0x84, 0xc0, 0x74, 0x12, 0x88, 0xc4, 0x66, 0xba, 0xfd, 0x03],
  ...[0xec, 0xa8, 0x20, 0x74, 0xfb, 0x88, 0xe0, 0xb2, 0xf8, 0xee, 0xeb, 0xe9, 0xf4, 0xeb, 0xfd],
]);

/** The smallest PE32+ image that UEFI starts: one section, no relocations (Microsoft's PE format, §3 and §4). */
function efiProgram(): Buffer {
  const image = Buffer.alloc(0x400);
  image.write('MZ', 0, 'latin1');
  image.writeUInt32LE(0x40, 0x3c); // where the PE header is
  image.write('PE', 0x40, 'latin1');
  image.writeUInt16LE(0x8664, 0x44); // x86-64
  image.writeUInt16LE(1, 0x46); // sections
  image.writeUInt16LE(0xf0, 0x54); // size of the optional header
  image.writeUInt16LE(0x0022, 0x56); // executable, knows addresses above 2 GB
  const optional = 0x58;
  image.writeUInt16LE(0x20b, optional); // PE32+
  image.writeUInt32LE(0x200, optional + 4); // size of code
  image.writeUInt32LE(0x1000, optional + 16); // entry point
  image.writeUInt32LE(0x1000, optional + 20); // base of code
  image.writeUInt32LE(0x1000, optional + 32); // section alignment
  image.writeUInt32LE(0x200, optional + 36); // file alignment
  image.writeUInt32LE(0x2000, optional + 56); // size of image
  image.writeUInt32LE(0x200, optional + 60); // size of headers
  image.writeUInt16LE(10, optional + 68); // EFI application
  image.writeUInt32LE(16, optional + 108); // data directories, all empty
  const section = optional + 0xf0;
  image.write('.text', section, 'latin1');
  image.writeUInt32LE(0x200, section + 8); // size in memory
  image.writeUInt32LE(0x1000, section + 12); // address
  image.writeUInt32LE(0x200, section + 16); // size in the file
  image.writeUInt32LE(0x200, section + 20); // place in the file
  image.writeUInt32LE(0x60000020, section + 36); // code, executable, readable
  Buffer.concat([EFI_CODE, MARKER_LINE]).copy(image, 0x200);
  return image;
}
