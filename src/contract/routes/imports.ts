import { z } from 'zod'
import { CollectAnswer } from '../collect.ts'
import { type Endpoints, report } from '../endpoint.ts'
import { FileReport, Import, ImportPreview, NewImport, StartImport, Upload } from '../imports.ts'
import { Frame } from '../report.ts'
import { SideRequest } from '../side-data.ts'
import { ImportedDaysReport, PostsReport, ProductsReport, SearchWordsReport } from '../side-reports.ts'

const rows = <const Path extends string>(name: Path, summary: string) =>
  ({
    method: 'POST',
    path: `/api/sites/:site/${name}`,
    access: 'site:write',
    summary,
    input: SideRequest,
    output: CollectAnswer,
  }) as const

/** What other tools know: figures by day, facts about products, and whole files. */
export const importEndpoints = {
  recordCosts: rows('costs', 'Record what advertising cost, by day, campaign and keyword'),
  recordSearchWords: rows(
    'search-words',
    'Record words that people searched for, with clicks, impressions, position and cost',
  ),
  recordProducts: rows('products', 'Record what is known of products, by item id'),
  recordPosts: rows('posts', 'Record what people did with posts on the platforms, by post and day'),
  recordDays: rows('imported-days', "Record another tool's totals by day"),

  searchWords: report(
    'search-words',
    'What people searched for before they came, and on the site',
    Frame,
    SearchWordsReport,
  ),
  products: report('products', 'What people did with each product, beside what the feed says', Frame, ProductsReport),
  posts: report('posts', 'What people did with posts on the platforms themselves', Frame, PostsReport),
  importedDays: report('imported-days', "Another tool's totals by day", Frame, ImportedDaysReport),

  /** As the feed's `image_link` has it: the server fetches it, so that a page of the dashboard loads nothing from elsewhere. */
  productPicture: {
    method: 'GET',
    path: '/api/sites/:site/products/:item/picture',
    access: 'site:read',
    summary: 'The picture of a product of the feed',
    output: z.unknown(),
  },

  /** The body is the file itself, as application/octet-stream; `?file=` is its name. */
  uploadFile: {
    method: 'POST',
    path: '/api/sites/:site/uploads',
    access: 'site:write',
    summary: 'Send a file and hear what it seems to be; kept for a day, imported when asked',
    output: Upload,
  },
  previewUpload: {
    method: 'POST',
    path: '/api/sites/:site/uploads/:upload/preview',
    access: 'site:write',
    summary: 'What the first rows of a file would become',
    input: StartImport,
    output: ImportPreview,
  },
  importUpload: {
    method: 'POST',
    path: '/api/sites/:site/uploads/:upload/import',
    access: 'site:write',
    summary: 'Import a file that was sent',
    input: StartImport,
    output: Import,
  },

  imports: {
    method: 'GET',
    path: '/api/sites/:site/imports',
    access: 'site:read',
    summary: 'Imports with what came of them, newest first',
    output: z.array(Import),
  },
  importById: {
    method: 'GET',
    path: '/api/sites/:site/imports/:import',
    access: 'site:read',
    summary: 'One import, its progress and its reconciliation',
    output: Import,
  },
  /** For those who read a file themselves, as the command line does. */
  beginImport: {
    method: 'POST',
    path: '/api/sites/:site/imports',
    access: 'site:write',
    summary: 'Begin an import whose rows are sent one request after another',
    input: NewImport,
    output: Import,
  },
  finishImport: {
    method: 'POST',
    path: '/api/sites/:site/imports/:import/finish',
    access: 'site:write',
    summary: 'End an import: what the file says is held against what is stored',
    input: FileReport,
    output: Import,
  },
  undoImport: {
    method: 'DELETE',
    path: '/api/sites/:site/imports/:import',
    access: 'site:write',
    summary: 'Take an import back: everything that it brought is gone',
    output: Import,
  },
} as const satisfies Endpoints
