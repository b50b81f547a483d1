import type { MappingTemplate } from './template.ts'

/** The ready mappings, by system. */
export const mappingTemplates: readonly MappingTemplate[] = []
