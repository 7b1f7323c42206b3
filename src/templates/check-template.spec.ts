import { describe, expect, it } from 'vitest';
import { templateFault } from './check-template.js';

describe('a template', () => {
  it.each([
    ['no template at all: {} } % {', undefined],
    ['hostname {{ machine.hostname }}', undefined],
    ['{% if network.gateway %}{{ network.gateway }}{% endif %}{{ labels.rack | default: "none" }}', undefined],
    ['{% for server in network.dns %}{{ server }}{{ forloop.index }}{% endfor %}', undefined],
    ['{% assign disk = labels.disk | default: "sda" %}{{ disk }}{% once %}', undefined],
    ['{{ labels["a b"] }}{{ nic.mac | upcase }}', undefined],
    ['{% include "site.cfg" %}{{ brought }}', undefined],
    ['{% raw %}{{ jinja.name }}{% endraw %}', undefined],
    ['a\nb {{ machine.hostname', 'line 2, column 3: output "{{ machine.hostname" not closed'],
    ['a\n\n{% if machine %}x', 'line 3, column 1: tag {% if machine %} not closed'],
    ['{{ nic.mac | shout }}', 'line 1, column 1: undefined filter: shout'],
    ['{% nope %}', 'line 1, column 1: tag "nope" not found'],
    ['x\n{{ machine.hostnam }}', 'line 2, column 4: there is no machine.hostnam; did you mean machine.hostname?'],
    [
      '{{ server.http }}',
      'line 1, column 4: there is no server.http; the names are server.address, server.url, server.bootUrl, server.tftpUrl',
    ],
    ['{{ machin.id }}', 'line 1, column 4: there is no machin; did you mean machine?'],
    [
      '{{ x }}',
      'line 1, column 4: there is no x; the names are path, machine, labels, nic, network, server, install, profile, ipxe',
    ],
    ['{% if machine.nick %}y{% endif %}', expect.stringContaining('there is no machine.nick;')],
  ])('%j: %s', (text, fault) => {
    expect(templateFault(text)).toEqual(fault);
  });

  it.each([
    ['{{ disk }}', undefined],
    ['{{ machin.id }}', 'line 1, column 4: there is no machin; did you mean machine?'],
    ['{{ machine.nick }}', expect.stringContaining('there is no machine.nick;')],
    ['{% if disk %}', 'line 1, column 1: tag {% if disk %} not closed'],
  ])('that others may include: %j: %s', (text, fault) => {
    expect(templateFault(text, 'part')).toEqual(fault);
  });
});
