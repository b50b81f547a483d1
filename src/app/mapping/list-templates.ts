import { SourceMapping } from '../../contract/source.ts'
import { mappingTemplates } from '../../domain/mapping/templates.ts'
import { requireRight } from '../right.ts'
import type { Verb } from '../verb.ts'

/** The ready mappings the program brings. */
export const listMappingTemplates: Verb<'listMappingTemplates'> = (ctx) => {
  requireRight(ctx, 'import')
  const items = mappingTemplates.map((template) => ({ ...template, document: SourceMapping.parse(template.document) }))
  return Promise.resolve({ items })
}
