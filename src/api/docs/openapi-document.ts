import type { INestApplication, Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { requiredRole } from '../caller.js';
import { PROBLEM_CONTENT_TYPE } from '../problem.filter.js';
import { PROBLEM_TITLES } from '../problem.js';
import { OPERATION, type OperationNotes } from './operation.decorator.js';

const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };

const PROBLEM_SCHEMA = z.object({
  type: z.string().meta({ examples: Object.keys(PROBLEM_TITLES).map((kind) => `urn:reveille:problem:${kind}`) }),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ field: z.string().meta({ examples: ['nics[0].ip'] }), reason: z.string() })).optional(),
  reference: z.string().optional().meta({ description: 'Find it in the log' }),
});

const ERROR_TEXT: Readonly<Record<number, string>> = {
  400: 'The request could not be read (malformed JSON, no body)',
  401: 'No token, or one that is not known',
  403: 'The token has not the role that this needs',
  404: 'There is no such record',
  409: 'Another record has what this one asks for; errors[] names it',
  422: 'The content is wrong; errors[] names each field and the reason',
  503: 'Not ready',
};

type Schemas = Record<string, object>;

interface Described {
  readonly schema: object;
  /** Schemas that were named with `.meta({ id })`; `schema` refers to them. */
  readonly components: Schemas;
}

/** JSON Schema of a zod schema, as a part of an OpenAPI document. */
function describeSchema(schema: z.ZodType, io: 'input' | 'output'): Described {
  const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }));
  const whole = JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as { $defs?: Schemas };
  const { $defs: components = {}, ...rest } = whole;
  return { schema: Object.fromEntries(Object.entries(rest).filter(([keyword]) => keyword !== '$schema')), components };
}

/** Describes a schema; what it names goes where the document keeps its components. */
type JsonSchema = (schema: z.ZodType, io: 'input' | 'output') => object;

interface DescribedOperation {
  summary?: string;
  description?: string;
  tags?: string[];
  security?: object[];
  /** The least role of a token that may do this. */
  'x-required-role'?: string;
  parameters?: object[];
  requestBody?: object;
  responses?: Record<string, object>;
}

function queryParameters(query: z.ZodObject, jsonSchema: JsonSchema): object[] {
  return Object.entries(query.shape).map(([name, field]) => {
    const { description, ...schema } = jsonSchema(field as z.ZodType, 'input') as { description?: string };
    return { name, in: 'query', required: false, schema, ...(description !== undefined && { description }) };
  });
}

/** The parameters that a path names are declared whatever type the code reads them as, which the generator cannot tell. */
function declarePathParameters(path: string, operation: DescribedOperation): void {
  const own = (operation.parameters ?? []) as { readonly name: string; readonly in: string }[];
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  operation.parameters = [
    ...named.map(
      (name) =>
        own.find((parameter) => parameter.in === 'path' && parameter.name === name) ?? {
          name,
          in: 'path',
          required: true,
          schema: { type: 'string' },
        },
    ),
    ...own.filter((parameter) => parameter.in !== 'path'),
  ];
}

function addNotes(operation: DescribedOperation, notes: OperationNotes, jsonSchema: JsonSchema): void {
  operation.summary = notes.summary;
  if (notes.description !== undefined) operation.description = notes.description;
  operation.tags = [notes.tag];
  operation.security = notes.open === true ? [] : [{ token: [] }];
  if (notes.query !== undefined) {
    const own = (operation.parameters ?? []).filter((parameter) => (parameter as { in?: string }).in !== 'query');
    operation.parameters = [...own, ...queryParameters(notes.query, jsonSchema)];
  }
  if (notes.body !== undefined) {
    const schema = jsonSchema(notes.body.schema, 'input');
    operation.requestBody = {
      required: true,
      content: Object.fromEntries(notes.body.contentTypes.map((type) => [type, { schema }])),
    };
  }
  const responses: Record<string, object> = {};
  const content = notes.answer && { 'application/json': { schema: jsonSchema(notes.answer, 'output') } };
  responses[String(notes.status ?? 200)] = { description: 'Done', ...(content && { content }) };
  if (notes.mayCreate === true) responses['201'] = { description: 'Added', ...(content && { content }) };
  for (const status of new Set([...(notes.open === true ? [] : [401, 403]), ...(notes.errors ?? [])])) {
    responses[String(status)] = {
      description: ERROR_TEXT[status] ?? 'An error',
      content: { [PROBLEM_CONTENT_TYPE]: { schema: PROBLEM_REF } },
    };
  }
  operation.responses = responses;
}

/** The notes of every route, by the operation id that the generator gives it. */
function notesByOperationId(app: INestApplication): Map<string, OperationNotes> {
  const notes = new Map<string, OperationNotes>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      const controller = metatype as Type;
      for (const method of Object.getOwnPropertyNames(controller.prototype)) {
        const route: unknown = Object.getOwnPropertyDescriptor(controller.prototype, method)?.value;
        if (typeof route !== 'function' || Reflect.getMetadata(METHOD_METADATA, route) === undefined) continue;
        const found = Reflect.getMetadata(OPERATION, route) as OperationNotes | undefined;
        if (found !== undefined) notes.set(operationId(controller.name, method), found);
      }
    }
  }
  return notes;
}

const operationId = (controller: string, method: string): string =>
  `${controller.replace(/Controller$/, '')}.${method}`;

/** OpenAPI 3.1 of everything that is served, from the routes' decorators, their zod schemas and their notes. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Reveille')
    .setDescription('The inventory of machines that boot from the network, and what happened to each of them.')
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'token')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => operationId(controller, method),
    standardSchemaConverter: (schema, { schemaType }) =>
      schema instanceof z.ZodType ? describeSchema(schema, schemaType) : undefined,
  });
  const schemas: Schemas = { ...document.components?.schemas };
  const jsonSchema: JsonSchema = (schema, io) => {
    const described = describeSchema(schema, io);
    Object.assign(schemas, described.components);
    return described.schema;
  };
  schemas['Problem'] = jsonSchema(PROBLEM_SCHEMA, 'output');
  document.paths = Object.fromEntries(Object.entries(document.paths).filter(([path]) => !path.startsWith('/api/docs')));
  const notes = notesByOperationId(app);
  for (const [path, operations] of Object.entries(document.paths)) {
    const described = Object.entries(operations) as [string, DescribedOperation & { operationId?: string }][];
    for (const [method, operation] of described) {
      declarePathParameters(path, operation);
      const found = notes.get(operation.operationId ?? '');
      if (found !== undefined) addNotes(operation, found, jsonSchema);
      if (found?.open !== true) operation['x-required-role'] = requiredRole(method.toUpperCase(), path);
    }
  }
  document.components = {
    ...document.components,
    schemas: schemas,
  };
  return document;
}
