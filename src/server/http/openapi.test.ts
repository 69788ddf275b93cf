import { expect, test } from 'vitest'
import { endpoints } from '../../contract/api.ts'
import { openapi } from './openapi.ts'

type Operation = { operationId: string; parameters?: { name: string; in: string }[] }
const document = openapi() as {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

test('every endpoint is an operation of its own', () => {
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(expect.arrayContaining(Object.keys(endpoints)))
})

test('every reference leads to a component', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, to]) => to)
  const components = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)
  expect(new Set(references)).toEqual(new Set(components))
})

test('every name in a path is a parameter', () => {
  for (const { path, operation } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
    expect(inPath, path).toEqual(named)
  }
})
