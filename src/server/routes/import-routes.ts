import { Readable } from 'node:stream'
import { previewFile, recognise, UnreadableFile, WrongMapping } from '../../collect/index.ts'
import { endpoints } from '../../contract/api.ts'
import { eventLimits } from '../../contract/collect.ts'
import type { Import, ImportOptions } from '../../contract/imports.ts'
import type { Site } from '../../contract/site.ts'
import { createImport, findImport, listImports } from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { type Route, route } from '../http/route.ts'
import { finishImport, undoImport } from '../imports/import-runs.ts'
import { ProductPictures } from '../imports/product-pictures.ts'
import { collectImported } from '../imports/store-batch.ts'

/** A file that cannot be read, or not like this, is its sender's to mend. */
const toRefusal = (error: unknown): unknown => {
  if (error instanceof UnreadableFile || error instanceof WrongMapping) {
    // The path of the upload says nothing to its sender.
    const message = error.message.replace(/^\S*[\\/]uploads[\\/]\S+ /, 'The file ')
    return new Refusal('unreadable_file', { issues: [{ path: 'file', message }] })
  }
  return error
}

const orRefuse = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
  answer.catch((error: unknown) => {
    throw toRefusal(error)
  })

const mine = async (deps: Deps, site: Site, id: string): Promise<Import> => {
  const found = await findImport(deps.control.db, site.id, id)
  if (!found) throw new Refusal('import_not_found')
  return found
}

/** A file under its name only, whatever folder the sender had it in. */
const fileNameOf = (query: unknown): string => {
  const { file } = query as { file?: unknown }
  const name = typeof file === 'string' ? (file.split(/[\\/]/).at(-1) ?? '') : ''
  if (name === '' || name.length > 300)
    throw new Refusal('invalid_input', { issues: [{ path: 'file', message: "say the file's name: ?file=orders.csv" }] })
  return name
}

/** A file as it is, not JSON: a parser of its own, for this route only. */
const uploadRoute = (deps: Deps): Route => {
  const inner = route(endpoints.uploadFile, async ({ site, request, reply }) => {
    const file = fileNameOf(request.query)
    if (!(request.body instanceof Readable)) throw new Refusal('unsupported_type')
    const upload = await deps.uploads.save(site.id, file, request.body)
    try {
      const seen = await orRefuse(recognise(upload.path, file))
      reply.code(201)
      return { upload: upload.id, file, bytes: upload.bytes, ...seen }
    } catch (error) {
      await deps.uploads.remove(upload.id)
      throw error
    }
  })
  return {
    endpoint: endpoints.uploadFile,
    add: (app, given) => {
      app.register(async (scope) => {
        scope.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
        inner.add(scope, given)
      })
    },
  }
}

const contextOf = ({ timezone, currency, domains }: Site, options: ImportOptions) => ({
  site: { timezone, currency, domains },
  options,
})

const uploads = (deps: Deps): Route[] => [
  uploadRoute(deps),

  route(endpoints.previewUpload, async ({ site, params, input }) => {
    const upload = await deps.uploads.find(site.id, params.upload)
    const seen = await orRefuse(recognise(upload.path, upload.file, { format: input.options.format, kind: input.kind }))
    return orRefuse(
      previewFile(upload.path, { format: seen.format, kind: input.kind, context: contextOf(site, input.options) }),
    )
  }),

  route(endpoints.importUpload, async ({ site, params, input, reply }) => {
    const upload = await deps.uploads.find(site.id, params.upload)
    const { kind, options } = input
    const { format } = await orRefuse(recognise(upload.path, upload.file, { format: options.format, kind }))
    // Whatever is wrong with the mapping shows with the first row.
    await orRefuse(previewFile(upload.path, { format, kind, context: contextOf(site, options) }))
    const { file, bytes } = upload
    const of = await createImport(
      deps.control.db,
      site.id,
      { kind, file, bytes },
      { random: deps.random, now: deps.clock.now() },
    )
    await deps.imports.start({ site, of, upload, plan: { import: of.id, format, kind, options } })
    reply.code(202)
    return of
  }),
]

const pictureRoute = (deps: Deps): Route => {
  const pictures = new ProductPictures(deps.events, deps.outbound)
  return route(endpoints.productPicture, async ({ site, params, reply }) => {
    const picture = await pictures.of(site.id, params.item)
    if (!picture) throw new Refusal('not_found')
    reply.type(picture.type)
    return picture.bytes
  })
}

export const importRoutes = (deps: Deps): Route[] => [
  ...uploads(deps),
  pictureRoute(deps),

  /** Past events of any age, for those who may write: the command line's import, and backfills with a key. */
  route(
    endpoints.importEvents,
    async ({ site, input, reply }) => {
      const importId = input.import === undefined ? '' : (await mine(deps, site, input.import)).id
      const result = await collectImported(deps, { site, importId, items: input.events })
      if (result.outcome === 'busy') throw new Refusal('busy', { retryAfterSeconds: result.retryAfterSeconds })
      if (result.outcome === 'refused' && result.code !== 'no_valid_event') {
        throw new Refusal('invalid_input', { issues: result.issues })
      }
      reply.code(202)
      return result.answer
    },
    { bodyLimit: eventLimits.importBodyBytes },
  ),

  route(endpoints.imports, async ({ site }) => listImports(deps.control.db, site.id)),

  route(endpoints.importById, async ({ site, params }) => mine(deps, site, params.import)),

  route(endpoints.beginImport, async ({ site, input, reply }) => {
    reply.code(201)
    return createImport(deps.control.db, site.id, input, { random: deps.random, now: deps.clock.now() })
  }),

  route(endpoints.finishImport, async ({ site, params, input }) => {
    const of = await mine(deps, site, params.import)
    if (of.state !== 'running' && of.state !== 'stopped') throw new Refusal('import_not_running')
    const finished = await finishImport(deps, { site, of, told: input })
    if (!finished) throw new Refusal('import_not_found')
    return finished
  }),

  route(endpoints.undoImport, async ({ site, params }) => {
    const of = await mine(deps, site, params.import)
    if (of.state === 'running' && deps.imports.stop(of.id)) await deps.imports.settled()
    const undone = await undoImport(deps, site, of)
    if (!undone) throw new Refusal('import_not_found')
    return undone
  }),
]
