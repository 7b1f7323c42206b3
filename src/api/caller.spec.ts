import { describe, expect, it } from 'vitest';
import { includesRole, requiredRole, ROLES } from './caller.js';

describe('roles', () => {
  it.each([
    ['GET', '/api/v1/machines', 'viewer'],
    ['HEAD', '/api/v1/machines/:id', 'viewer'],
    ['POST', '/api/v1/machines', 'operator'],
    ['PUT', '/api/v1/machines/by-mac/:mac', 'operator'],
    ['DELETE', '/api/v1/networks/:id', 'operator'],
    ['POST', '/api/v1/explain', 'viewer'],
    ['GET', '/api/v1/tokens', 'admin'],
    ['DELETE', '/api/v1/tokens/:id', 'admin'],
    ['GET', '/api/v1/audit', 'admin'],
    ['POST', '/api/v1/tokens-of-another-kind', 'operator'],
  ])('%s %s needs %s', (method, route, role) => {
    expect(requiredRole(method, route)).toBe(role);
  });

  it('each include those before it', () => {
    expect(ROLES.map((role) => ROLES.filter((needed) => includesRole(role, needed)))).toEqual([
      ['viewer'],
      ['viewer', 'operator'],
      ['viewer', 'operator', 'admin'],
    ]);
  });
});
