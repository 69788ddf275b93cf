import { Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProductFigures, ProductsReport } from '../../../../src/contract/side-reports.ts'
import { Rate } from '../../figures/index.ts'
import { useFrame } from '../../frame-bar/index.ts'
import { useReport, useSite } from '../../queries.ts'
import { countColumn } from '../../ui/columns.ts'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { ImportLink } from '../../ui/import-link.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { EmptyState, QueryView } from '../../ui/states.tsx'
import { useFormat } from '../../ui/use-format.ts'
import { WebLink } from '../../ui/web-link.tsx'

/** "Which products do people want?": what they looked at, put in the cart and bought. */
export const ProductsPage = () => {
  const { t } = useTranslation('products')
  const { frame } = useFrame()
  const format = useFormat()
  const query = useReport('products', frame)
  const [first] = query.data?.rows ?? []
  const answer =
    first && first.value > 0
      ? t('answer', { name: first.name || first.item_id, value: format.money(first.value, query.data?.currency) })
      : undefined
  return (
    <>
      <PageHeader question={t('question')} answer={answer}>
        <ImportLink />
      </PageHeader>
      <QueryView query={query}>
        {(report) =>
          report.rows.length === 0 ? (
            <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
          ) : (
            <Products report={report} />
          )
        }
      </QueryView>
    </>
  )
}

const pictureSize = 40

/** It stands beside the name, which says what it shows; one that cannot be had leaves its place empty. */
const Picture = ({ item }: { item: string }) => {
  const site = useSite()
  const [isGone, setGone] = useState(false)
  if (isGone) return null
  return (
    <img
      src={`/api/sites/${encodeURIComponent(site.id)}/products/${encodeURIComponent(item)}/picture`}
      alt=""
      width={pictureSize}
      height={pictureSize}
      loading="lazy"
      style={{ objectFit: 'cover', borderRadius: 6, flex: 'none' }}
      onError={() => setGone(true)}
    />
  )
}

const Products = ({ report }: { report: ProductsReport }) => {
  const { t } = useTranslation('products')
  const format = useFormat()
  const count = (key: 'viewers' | 'carters' | 'buyers' | 'quantity') =>
    countColumn<ProductFigures>(format, { key, header: t(`column.${key}`), of: (row) => row[key] })
  const columns: Column<ProductFigures>[] = [
    {
      key: 'name',
      header: t('column.name'),
      value: ({ name, item_id }) => name || item_id,
      show: ({ name, item_id, link, brand, image }) => (
        <Group gap="xs" wrap="nowrap" maw={340}>
          {image === '' ? null : <Picture item={item_id} />}
          <span>
            <WebLink link={link} text={name || item_id} />
            <Text size="xs" c="dimmed">
              {[item_id, brand].filter((text) => text !== '').join(' · ')}
            </Text>
          </span>
        </Group>
      ),
    },
    {
      key: 'price',
      header: t('column.price'),
      numeric: true,
      value: ({ price }) => price?.amount ?? null,
      show: ({ price }) => (price ? format.money(price.amount, price.currency) : '–'),
    },
    count('viewers'),
    count('carters'),
    count('buyers'),
    {
      key: 'rate',
      header: t('column.rate'),
      numeric: true,
      explain: t('explain.rate'),
      value: ({ rate }) => rate?.value ?? null,
      show: ({ rate }) => <Rate estimate={rate} />,
    },
    count('quantity'),
    {
      key: 'value',
      header: t('column.value'),
      numeric: true,
      explain: t('explain.value'),
      value: ({ value }) => value,
      show: ({ value }) => format.money(value, report.currency),
    },
  ]
  return (
    <>
      <DataTable name={t('table')} columns={columns} rows={report.rows} rowKey={({ item_id }) => item_id} />
      {report.unseen > 0 ? (
        <Text size="sm" c="dimmed" mt="sm">
          {t('unseen', { count: report.unseen, number: format.number(report.unseen) })}
        </Text>
      ) : null}
      {report.more > 0 ? (
        <Text size="sm" c="dimmed" mt="sm">
          {t('more', { count: report.more, number: format.number(report.more) })}
        </Text>
      ) : null}
    </>
  )
}
