import { pageHeaders } from './headers.ts'

type Json = Readonly<Record<string, unknown>>

const methods = ['get', 'post', 'put', 'patch', 'delete']

/** The documentation of the API as a page that needs no script: made from the OpenAPI document, so that it cannot differ. */
export function toDocsPage(api: Json): string {
  const paths = Object.entries(objectOf(api['paths'])).flatMap(([path, item]) =>
    Object.entries(objectOf(item)).map(([method, operation]) => ({ path, method, operation: objectOf(operation) })),
  )
  const tags = [...new Set(paths.map(({ operation }) => tagOf(operation)))]
  const schemas = objectOf(objectOf(api['components'])['schemas'])
  const base = textOf(objectOf(listOf(api['servers'])[0])['url'])
  const sections = tags.map((tag) => {
    const own = paths
      .filter(({ operation }) => tagOf(operation) === tag)
      .toSorted((one, other) => methods.indexOf(one.method) - methods.indexOf(other.method))
      .toSorted((one, other) => (one.path < other.path ? -1 : one.path > other.path ? 1 : 0))
    return `<section><h2 id="${escape(tag)}">${escape(tag)}</h2>${own.map((one) => operationOf(one, schemas)).join('')}</section>`
  })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API of Bookvalue</title><link rel="stylesheet" href="docs.css"></head>
<body><header><h1>API of Bookvalue</h1><p>${escape(textOf(objectOf(api['info'])['description']))}</p>
<p>Everything is below <code>${escape(base)}</code>. The same as <a href="openapi.json">OpenAPI 3.1</a>.</p>
<nav>${tags.map((tag) => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join(' ')}</nav></header>
<main>${sections.join('')}</main></body></html>`
}

function operationOf(
  { path, method, operation }: { path: string; method: string; operation: Json },
  schemas: Json,
): string {
  const id = textOf(operation['operationId'])
  const parameters = listOf(operation['parameters']).map(objectOf)
  const rows = parameters.map(
    (one) =>
      `<tr><td><code>${escape(textOf(one['name']))}</code></td><td>${escape(textOf(one['in']))}${one['required'] === true ? ', needed' : ''}</td><td>${escape(typeText(objectOf(one['schema']), schemas))}</td><td>${escape(textOf(one['description']))}</td></tr>`,
  )
  const table =
    rows.length === 0
      ? ''
      : `<table><thead><tr><th>parameter</th><th>where</th><th>what</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`
  const body = schemaOf(objectOf(operation['requestBody']))
  const [status, response] = Object.entries(objectOf(operation['responses'])).find(([code]) => code < '300') ?? [
    '200',
    {},
  ]
  return `<article id="${escape(id)}"><h3><b>${method.toUpperCase()}</b> <code>${escape(path)}</code></h3>
<p>${escape(textOf(operation['summary']))} <span class="right">${escape(rightText(textOf(operation['x-right'])))}</span></p>${table}
${body === null ? '' : details('Body', body, schemas)}${answerOf(status, objectOf(response), schemas)}</article>`
}

function answerOf(status: string, response: Json, schemas: Json): string {
  const schema = schemaOf(response)
  if (schema !== null && schema['format'] !== 'binary') return details(`Answer ${status}`, schema, schemas)
  const [media] = Object.keys(objectOf(response['content']))
  return `<p>Answer ${escape(status)}${media === undefined ? ': empty' : `: a file, ${escape(media)}`}</p>`
}

function details(title: string, schema: Json, schemas: Json): string {
  return `<details><summary>${escape(title)}</summary><pre>${escape(describe(schema, schemas, 0))}</pre></details>`
}

/** A schema as an outline: one field a line, what is in it further in. */
function describe(schema: Json, schemas: Json, depth: number): string {
  const own = resolve(schema, schemas)
  const indent = '  '.repeat(depth)
  const properties = Object.entries(objectOf(own['properties']))
  if (properties.length > 0 && depth < 8) {
    return properties
      .map(([name, value]) => {
        const field = resolve(objectOf(value), schemas)
        const right = textOf(field['x-right'])
        const inner = innerOf(field, schemas)
        const note = right === '' ? '' : `  (right ${right})`
        const line = `${indent}${name}: ${typeText(field, schemas)}${note}`
        return inner === null ? line : `${line}\n${describe(inner, schemas, depth + 1)}`
      })
      .join('\n')
  }
  return `${indent}${typeText(own, schemas)}`
}

/** What has fields inside a field: itself, the item of a list, or the one alternative that is more than null. */
function innerOf(field: Json, schemas: Json): Json | null {
  const own = resolve(field, schemas)
  if (own['properties'] !== undefined) return own
  if (own['items'] !== undefined) return innerOf(objectOf(own['items']), schemas)
  for (const one of listOf(own['anyOf']).map(objectOf)) {
    const inner = innerOf(one, schemas)
    if (inner !== null) return inner
  }
  return null
}

function typeText(schema: Json, schemas: Json): string {
  const own = resolve(schema, schemas)
  if (Array.isArray(own['enum'])) return own['enum'].map((value) => JSON.stringify(value)).join(' | ')
  if (own['const'] !== undefined) return JSON.stringify(own['const'])
  if (Array.isArray(own['anyOf'])) return own['anyOf'].map((one) => typeText(objectOf(one), schemas)).join(' | ')
  if (own['type'] === 'array') return `list of ${typeText(objectOf(own['items']), schemas)}`
  const format = textOf(own['format'])
  return `${textOf(own['type']) || 'any'}${format === '' ? '' : ` (${format})`}`
}

function resolve(schema: Json, schemas: Json): Json {
  const at = textOf(schema['$ref'])
  return at === '' ? schema : objectOf(schemas[at.slice(at.lastIndexOf('/') + 1)])
}

function schemaOf(holder: Json): Json | null {
  const [media] = Object.values(objectOf(holder['content']))
  return media === undefined ? null : objectOf(objectOf(media)['schema'])
}

function rightText(right: string): string {
  if (right === 'public') return 'for everybody'
  return right === 'signed-in' ? 'for whoever is signed in' : `needs the right ${right}`
}

function tagOf(operation: Json): string {
  return textOf(listOf(operation['tags'])[0])
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function escape(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}

const css = `:root{color-scheme:light dark;--line:light-dark(#ddd9d0,#34383c);--quiet:light-dark(#666,#a0a0a0)}
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
nav a{margin-right:.75rem}h2{margin-top:3rem;border-bottom:1px solid var(--line)}
article{margin:1.5rem 0}h3{font-size:1rem;margin:0}h3 b{display:inline-block;min-width:4.5rem}
.right{color:var(--quiet)}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.2rem .75rem .2rem 0;border-bottom:1px solid var(--line);font-size:.875rem}
pre{overflow-x:auto;background:light-dark(#f5f3ee,#1e2124);padding:.75rem;font-size:.8125rem}details{margin:.25rem 0}`

export function answerDocs(html: string): Response {
  return new Response(html, {
    headers: { ...pageHeaders, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

export function answerDocsStyle(): Response {
  return new Response(css, {
    headers: { ...pageHeaders, 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
  })
}
