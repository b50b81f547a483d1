import type { MappingTemplate } from '../template.ts'

const file = 'INV1*'
/** The number SAP Business One gives credit memos among its kinds of documents; their rows have no minus. */
const ofCreditMemos = { column: 'ObjType', values: ['14'] } as const

/** Rows stand before the discount of their document and without its freight, so the query adds a row for each. */
export const sapBusinessOne: MappingTemplate = {
  id: 'sap-business-one-invoice-rows',
  system: 'SAP Business One',
  how: 'Query Manager: run the query that docs/import-kinds.md gives, over OINV with INV1 and ORIN with RIN1, and export what it shows.',
  page: 'https://help.sap.com/doc/089315d8d0f8475a9fc84fb919b501a3/10.0/en-US/SDKhelp/SAPbobsCOM~Document_Lines.html',
  document: {
    source: 'sap-business-one',
    files: [
      { file, kind: 'reps', columns: { key: 'SlpName', name: 'SlpName' }, distinct: true },
      {
        file,
        kind: 'products',
        columns: { key: 'ItemCode', name: 'Dscription', unit: 'unitMsr' },
        distinct: true,
      },
      { file, kind: 'accounts', columns: { key: 'CardCode', name: 'CardName' }, distinct: true },
      {
        file,
        kind: 'invoices',
        columns: {
          number: 'DocNum',
          type: 'ObjType',
          date: 'DocDate',
          due_date: 'DocDueDate',
          account: 'CardCode',
          salesperson: 'SlpName',
          tax: 'VatSum',
          gross: 'DocTotal',
        },
        transforms: {
          type: [{ do: 'look-up', values: { 13: 'invoice', 14: 'credit_note' } }],
          tax: [{ do: 'negate', where: ofCreditMemos }],
          gross: [{ do: 'negate', where: ofCreditMemos }],
        },
        distinct: true,
      },
      {
        file,
        kind: 'lines',
        columns: {
          invoice: 'DocNum',
          line: 'LineNum',
          kind: 'LineKind',
          type: 'ObjType',
          date: 'DocDate',
          account: 'CardCode',
          salesperson: 'SlpName',
          product: 'ItemCode',
          quantity: 'Quantity',
          unit: 'unitMsr',
          net: 'LineTotal',
        },
        transforms: {
          type: [{ do: 'look-up', values: { 13: 'invoice', 14: 'credit_note' } }],
          quantity: [{ do: 'negate', where: ofCreditMemos }],
          net: [{ do: 'negate', where: ofCreditMemos }],
        },
      },
    ],
  },
}
