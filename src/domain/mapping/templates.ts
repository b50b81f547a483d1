import type { MappingTemplate } from './template.ts'
import { businessCentral } from './templates/business-central.ts'
import { erpnext } from './templates/erpnext.ts'
import { odoo } from './templates/odoo.ts'
import { quickbooks } from './templates/quickbooks.ts'
import { sapBusinessOne } from './templates/sap-business-one.ts'
import { xero } from './templates/xero.ts'

/** The ready mappings, by system. */
export const mappingTemplates: readonly MappingTemplate[] = [
  businessCentral,
  erpnext,
  odoo,
  quickbooks,
  sapBusinessOne,
  xero,
]
