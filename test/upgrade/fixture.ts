import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Minnow } from '../../src/server/index.ts'

/** What a released version wrote; test/data/README.md says how each was made. */
export const unpack = (release: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-upgrade-'))
  const archive = join(import.meta.dirname, '..', 'data', 'schemas', `${release}.tar.gz`)
  execFileSync('tar', ['-xzf', archive, '-C', folder])
  return folder
}

/** Sites of 0.1.0, and the key of the shop's server. */
export const shop = 'vz6k53x873'
export const clinic = '9bvkewkiu7'
export const key = 'mnw_gx1iv0hx9hwfgt3cemzn5zu7gs5nk1w1'
/** The morning on which 0.1.0 was killed. */
export const now = Date.UTC(2026, 10, 22, 9, 16)

const period = { from: '2026-11-01', to: '2026-11-23' }

type Asked = { token: string; site: string; name: string; body?: object }

export const reportOf = async <Answer>(minnow: Minnow, { token, site, name, body }: Asked): Promise<Answer> => {
  const answer = await minnow.app.inject({
    method: 'POST',
    url: `/api/sites/${site}/reports/${name}`,
    headers: { authorization: `Bearer ${token}` },
    payload: { ...period, ...body },
  })
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json<Answer>()
}
