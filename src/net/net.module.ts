import { Logger, Module } from '@nestjs/common';

import { Settings } from '../settings/settings.js';
import { FileSender } from './host/file-sender.port.js';
import { HostSockets } from './host/host-sockets.port.js';
import { NoFileSender } from './host/no-file-sender.js';
import { NoHostSockets } from './host/no-host-sockets.js';
import { NodeHostSockets } from './host/node-host-sockets.js';
import { LinuxFileSender } from './linux/linux-file-sender.js';
import { loadLibc } from './linux/libc.js';
import { Net } from './net.port.js';
import { NetSource } from './net-source.port.js';
import { PacketTap } from './packet-tap.port.js';
import { TappedNet } from './tapped-net.js';

/**
 * Provides `Net` and the host's own sockets. It is not closed by a Nest hook: the responders let go of their ports first, so the application's
 * stop sequence calls `Net.close()` in its turn.
 */
@Module({
  providers: [
    {
      provide: Net,
      inject: [Settings, NetSource, PacketTap],
      useFactory: (settings: Settings, source: NetSource, tap: PacketTap): Net => {
        const logger = new Logger('net');
        const net = source.open({
          interfaces: settings.interfaces,
          report: (sentence) => logger.warn(sentence),
          remark: (sentence) => logger.debug(sentence),
        });
        return tap.wanted ? new TappedNet(net, tap) : net;
      },
    },
    {
      provide: HostSockets,
      inject: [Net],
      useFactory: (net: Net): HostSockets => {
        const logger = new Logger('net');
        return net.kind === 'virtual' ? new NoHostSockets() : new NodeHostSockets((sentence) => logger.warn(sentence));
      },
    },
    {
      provide: FileSender,
      useFactory: (): FileSender => {
        const libc = loadLibc();
        return libc.ok ? new LinuxFileSender(libc.value) : new NoFileSender();
      },
    },
  ],
  exports: [Net, HostSockets, FileSender],
})
export class NetModule {}
