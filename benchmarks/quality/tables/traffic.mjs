import { digits } from './generate-table.mjs';

const services = Array.from({ length: 40 }, (_, at) => `service-${at}`);
const flags = ['SF', 'S0', 'REJ', 'RSTR', 'RSTO', 'SH', 'S1', 'OTH'];

/** Connections: byte counts of many sizes, rates with heaps at 0 and 1, counts, categories and missing values. */
export const traffic = {
  name: 'traffic',
  rows: 15_000,
  classes: ['normal', 'attack'],
  positive: 'attack',
  columns: [
    'duration',
    'protocol',
    'service',
    'flag',
    'src_bytes',
    'dst_bytes',
    'count',
    'srv_count',
    'error_rate',
    'reject_rate',
    'same_rate',
    'diff_rate',
    'host_count',
    'logged_in',
    'ttl',
  ],
  law: { shares: [0.55, 0.45], spread: 7 },
  rowMaker(random) {
    const effects = services.map(() => random.normal());
    const rate = (low, high) => {
      const drawn = random.next();
      return drawn < low ? 0 : drawn > 1 - high ? 1 : digits(random.next(), 2);
    };
    return () => {
      const service = Math.floor(services.length * random.next() ** 3);
      const flag = flags[Math.floor(flags.length * random.next() ** 2.5)];
      const protocol = ['tcp', 'tcp', 'tcp', 'udp', 'icmp'][random.integer(5)];
      const empty = flag === 'S0' || flag === 'REJ';
      const sent = empty || random.next() < 0.1 ? 0 : Math.round(Math.exp(5.5 + 2.2 * random.normal()));
      const got = empty || random.next() < 0.25 ? 0 : Math.round(Math.exp(6.5 + 2.5 * random.normal()));
      const duration = random.next() < 0.7 ? 0 : Math.round(Math.exp(3 + 2 * random.normal()));
      const count = Math.min(511, Math.floor(Math.exp(2.2 + 1.8 * random.normal())));
      const same = Math.round(count * random.next() ** 2);
      const errors = flag === 'S0' ? rate(0.02, 0.8) : rate(0.8, 0.05);
      const rejects = flag === 'REJ' ? rate(0.05, 0.7) : rate(0.75, 0.1);
      const [alike, unlike] = [rate(0.1, 0.5), rate(0.6, 0.05)];
      const hosts = Math.min(255, Math.floor(320 * random.next()));
      const logged = Number(protocol === 'tcp' && got > 0 && random.next() < 0.7);
      const ttl = [32, 64, 128, 255][random.integer(4)];
      const flood = errors > 0.5 && count > 20 ? 3 : 0;
      const scan = unlike > 0.3 && sent < 50 ? 2 : 0;
      const leak = sent > 20_000 && got < 500 && logged === 1 ? 3 : 0;
      const smooth = 0.5 * Math.log1p(count) - 0.25 * Math.log1p(got) - 1.2 * logged + 1.5 * rejects;
      const score =
        flood + scan + leak + smooth + effects[service] + (hosts > 200 && alike === 1 ? -1.5 : 0) + unlike;
      const hidden = (value, share) => (random.next() < share ? '' : value);
      const cells = [
        duration,
        protocol,
        services[service],
        flag,
        sent,
        hidden(got, 0.05),
        count,
        same,
        hidden(errors, 0.1),
        rejects,
        alike,
        hidden(unlike, 0.03),
        hosts,
        logged,
        hidden(ttl, 0.2),
      ];
      return { cells, scores: [score] };
    };
  },
};
