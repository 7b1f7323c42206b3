import { Injectable } from '@nestjs/common';
import { RARP_KINDS, rarpBootQuestion } from '../boot/rarp-boot-file.js';
import { MachineDirectory } from '../inventory/machine-directory.js';
import { BootServerResponder } from '../responders/boot-server/boot-server.responder.js';
import type { BootpAnswer } from '../responders/bootp/bootp-verdict.js';
import { BootpResponder } from '../responders/bootp/bootp.responder.js';
import { RarpResponder } from '../responders/rarp/rarp.responder.js';
import { silent, type Answer, type Silent } from '../responders/verdict.js';
import type { Result } from '../values/result.js';
import type { BootpMessage } from '../wire/bootp/bootp-message.js';
import { decodeBootp, encodeBootp } from '../wire/bootp/bootp.codec.js';
import { printMessage } from '../wire/dhcp/print-message.js';
import { printAddressResolution } from '../wire/print/print-address-resolution.js';
import { encodeRarp } from '../wire/rarp/rarp.codec.js';
import type { AskedPacket } from './asked-packet.js';
import { bootQuestionOf } from './read-boot-question.js';
import type { StepView } from './explain.schema.js';
import { renderDestination, renderPolicies, renderSilence, type PolicyLine } from './explained.render.js';

/** A step with what the next one needs of its answer. */
export interface ExplainedStep {
  readonly view: StepView;
  readonly answer: BootpAnswer | undefined;
}

type Packet = { readonly hex: string; readonly words: string };
type BootpReply = Answer<BootpAnswer, Parameters<typeof renderDestination>[0], unknown>;

/** Asks the responders themselves what they would answer; nothing is sent, noted or taken. */
@Injectable()
export class Explainer {
  constructor(
    private readonly rarp: RarpResponder,
    private readonly bootp: BootpResponder,
    private readonly bootServer: BootServerResponder,
    private readonly directory: MachineDirectory,
  ) {}

  explain(asked: AskedPacket): ExplainedStep {
    if (asked.responder === 'rarp') return this.explainRarp(asked);
    const message = decodeBootp(asked.bytes);
    if (!message.ok) return unreadable(asked, message);
    return asked.responder === 'bootp'
      ? this.explainBootp(asked, message.value)
      : this.explainBootServer(asked, message.value);
  }

  private explainRarp(asked: AskedPacket): ExplainedStep {
    const question = this.rarp.decode(asked.bytes);
    if (!question.ok) return unreadable(asked, question);
    const { request, known } = question.value;
    const verdict = this.rarp.explain(question.value, asked.wire);
    const network = known?.nic.ip === undefined ? undefined : this.directory.networkOf(known.nic.ip);
    const policies = renderPolicies(known && rarpBootQuestion(known.machine, network, RARP_KINDS));
    const packet = packetOf(asked.bytes, printAddressResolution(request));
    if (verdict.kind === 'silent') return silentStep(asked, packet, policies, verdict);
    const frame = encodeRarp(verdict.reply);
    const answer = { ...packetOf(frame, printAddressResolution(verdict.reply)), to: 'requester' };
    return answeredStep(asked, packet, policies, 'RARP reply', answer, verdict.delay?.milliseconds, undefined);
  }

  private explainBootp(asked: AskedPacket, message: BootpMessage): ExplainedStep {
    const { situation, verdict } = this.bootp.explain(message, asked);
    const policies = renderPolicies(bootQuestionOf(situation));
    const packet = packetOf(asked.bytes, printMessage(message));
    if (verdict.kind === 'silent') return silentStep(asked, packet, policies, verdict);
    return bootpStep(asked, packet, policies, verdict);
  }

  private explainBootServer(asked: AskedPacket, message: BootpMessage): ExplainedStep {
    const verdict = this.bootServer.explain(message, asked);
    const { situation } = this.bootp.explain(message, asked);
    const policies = renderPolicies(bootQuestionOf(situation));
    const packet = packetOf(asked.bytes, printMessage(message));
    if (verdict.kind === 'silent') return silentStep(asked, packet, policies, verdict);
    return bootpStep(asked, packet, policies, verdict);
  }
}

const packetOf = (bytes: Buffer, words: string): Packet => ({ hex: bytes.toString('hex'), words });

function unreadable(asked: AskedPacket, { error }: Extract<Result<never>, { ok: false }>): ExplainedStep {
  const packet = packetOf(asked.bytes, `cannot be read: ${error}`);
  return silentStep(asked, packet, [], silent('malformed', { problem: error }));
}

function silentStep(
  { title, wire }: AskedPacket,
  asked: Packet,
  policies: PolicyLine[],
  { reason, detail }: Silent<unknown>,
): ExplainedStep {
  const silence = renderSilence(reason, detail);
  const view = {
    title,
    interface: wire.name,
    asked,
    policies,
    outcome: 'silent',
    reason,
    ...silence,
    answer: null,
  } as const;
  return { view, answer: undefined };
}

function bootpStep(
  asked: AskedPacket,
  packet: Packet,
  policies: PolicyLine[],
  { reply, destination, delay }: BootpReply,
): ExplainedStep {
  const { bytes } = encodeBootp(reply.message);
  const printed = decodeBootp(bytes);
  const words = printed.ok ? printMessage(printed.value) : printed.error;
  const answer = { ...packetOf(bytes, words), to: renderDestination(destination) };
  const sentence = [
    reply.name,
    ...(reply.file === undefined ? [] : [`file ${reply.file} (${reply.fileSource ?? 'unknown'})`]),
    ...(reply.noFile === undefined ? [] : [`no boot file: ${reply.noFile}`]),
    ...(reply.why === undefined ? [] : [reply.why]),
  ].join(', ');
  return answeredStep(asked, packet, policies, sentence, answer, delay?.milliseconds, reply);
}

function answeredStep(
  { title, wire }: AskedPacket,
  asked: Packet,
  policies: PolicyLine[],
  sentence: string,
  answer: Packet & { readonly to: string },
  delay: number | undefined,
  reply: BootpAnswer | undefined,
): ExplainedStep {
  const view: StepView = {
    title,
    interface: wire.name,
    asked,
    policies,
    outcome: 'answered',
    reason: null,
    sentence,
    cure: null,
    answer: { ...answer, afterMilliseconds: delay ?? 0 },
  };
  return { view, answer: reply };
}
