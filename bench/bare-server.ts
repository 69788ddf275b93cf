// What a collector's requests per second are held against: parse the same body, answer 202, keep nothing.
import Fastify from 'fastify'

const server = Fastify()
server.post<{ Body: { events: unknown[] } }>('/api/collect', (request, reply) => {
  reply.code(202).send({ accepted: request.body.events.length, dropped: [] })
})
await server.listen({ host: '127.0.0.1', port: Number(process.argv[2]) })
process.stdout.write('listening\n')
