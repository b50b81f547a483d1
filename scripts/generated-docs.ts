import { kinds } from '../src/domain/kind.ts'
import type { Column, Kind } from '../src/domain/kind.ts'
import { mappingTemplates } from '../src/domain/mapping/templates.ts'
import { metrics } from '../src/domain/metric.ts'
import type { Metric } from '../src/domain/metric-definition.ts'
import { defaultGrants, rights, roles } from '../src/domain/right.ts'
import { headerColumns } from '../src/ledger/read/kind-sql.ts'

/** A part of a page that is made from the code; it stands between `<!-- generated: name -->` and `<!-- /generated -->`. */
interface GeneratedPart {
  readonly page: string
  readonly name: string
  readonly render: () => string
}

export const generatedParts: readonly GeneratedPart[] = [
  { page: 'docs/import-kinds.md', name: 'kinds', render: () => kinds.map(kindSection).join('\n') },
  { page: 'docs/import-kinds.md', name: 'systems', render: systemsTable },
  { page: 'docs/metrics.md', name: 'metrics', render: metricTables },
  { page: 'docs/access.md', name: 'roles', render: rolesTable },
]

/** The page with the part made anew. Throws when the page has no place for it. */
export function withPart(text: string, part: GeneratedPart): string {
  const [start, end] = [`<!-- generated: ${part.name} -->\n`, '<!-- /generated -->']
  const from = text.indexOf(start)
  const to = text.indexOf(end, from)
  if (from === -1 || to === -1) throw new Error(`Cannot find "${start.trim()}" and "${end}" in ${part.page}`)
  return `${text.slice(0, from + start.length)}\n${part.render()}\n${text.slice(to)}`
}

function kindSection(kind: Kind): string {
  const rows = kind.columns.map((column) => [
    `\`${column.name}\``,
    typeOf(column),
    requiredOf(kind, column),
    column.means,
  ])
  const key = kind.key.map((name) => `\`${name}\``).join(' and ')
  return [
    `### ${kind.id}`,
    '',
    `${kind.means} Natural key: ${key}. Kept in the ${kind.store}.`,
    '',
    table(['column', 'type', 'required', 'meaning'], rows),
  ].join('\n')
}

function typeOf({ type, choices = [] }: Column): string {
  return type === 'choice' ? `one of ${choices.filter((choice) => choice !== '').join(', ')}` : type
}

function requiredOf(kind: Kind, column: Column): string {
  if (!column.required) return ''
  return kind.id === 'lines' && headerColumns.includes(column.name) ? 'yes, or in `invoices`' : 'yes'
}

function systemsTable(): string {
  const rows = mappingTemplates.map(({ id, system, how, page, document: { files = [] } }) => [
    `[${system}](${page})`,
    `\`${id}\``,
    [...new Set(files.map(({ kind }) => kind))].join(', '),
    how,
  ])
  return table(['system', 'name', 'kinds', 'export'], rows)
}

function rolesTable(): string {
  const rows = rights.map((right) => [`\`${right}\``, ...roles.map((role) => defaultGrants[role][right] ?? '')])
  return table(['right', ...roles], rows)
}

function metricTables(): string {
  return metrics.map(metricSection).join('\n')
}

function metricSection(metric: Metric): string {
  return [
    `### ${metric.label}`,
    '',
    table(
      ['', ''],
      [
        ['id', `\`${metric.id}\``],
        ['unit', unitOf(metric)],
        ['denominator', metric.denominator ?? 'none: a plain sum or count'],
        ['unknown (null) when', metric.nullMeans],
        ['better is', metric.better],
        ['definition', metric.source],
      ],
    ),
  ].join('\n')
}

function unitOf({ unit }: Metric): string {
  const meaning = {
    money: 'base currency of the book',
    rate: 'a fraction, 0.25 is 25 %',
    count: 'a number',
    days: '',
    minutes: '',
  }[unit]
  return meaning === '' ? unit : `${unit} (${meaning})`
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line), ''].join('\n')
}
