import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { systemRandom } from '../../platform/random.ts'
import { type ImportPlan, Uploads } from './uploads.ts'

const plan: ImportPlan = { import: 'i1', kind: 'events', format: 'csv', options: { map: {}, names: {}, set: {} } }

test('an upload whose notes a power cut left half written holds up no other', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-uploads-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const uploads = new Uploads(folder, systemRandom)
  const [whole, cut] = [
    await uploads.save('shop', 'a.csv', Readable.from(['name,time'])),
    await uploads.save('shop', 'b.csv', Readable.from(['name,time'])),
  ]
  await uploads.plan(whole.id, plan)
  await uploads.plan(cut.id, plan)
  writeFileSync(join(folder, cut.id, 'upload.json'), '{"site":"sh')
  mkdirSync(join(folder, 'newer'))
  writeFileSync(join(folder, 'newer', 'import.json'), '{"import":"i2","kind":"dreams"}')
  expect(await uploads.planned()).toEqual([{ upload: whole, plan }])
  expect(await uploads.find('shop', whole.id)).toEqual(whole)
  await expect(uploads.find('shop', cut.id)).rejects.toMatchObject({ code: 'upload_not_found' })
})
