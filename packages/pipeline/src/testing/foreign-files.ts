import { inflateSync } from 'node:zlib';

/**
 * Files of other programs: 20,000 rows of 0, 1, 0, 1 … (each fiftieth missing) and ten rows of tcp, ten of udp …, by
 * pyarrow 26; three rows of every type by polars 2 and pyarrow. Kept deflated.
 */
export const foreignFiles = {
  'lz4.feather': unpacked([
    'eNrtWL2LE1EQ/73Ny+aUhbeJEfbgwgUFP7DxOqvcHohY+LFcowh3HniFIsgKCgoHF6ws7Wz9Iyy0u8LCMv+BlmJ1nVVYZ2YnyVtFCyv1',
    '3oTZmfd787HzkvDgt7G5efPWGlCRTACkYDmOBDHaWCKPxFhYMm8phm1Eukfal/iMomJ0KCMlpM43bd67TDoktaiF7cMHj3bZX6IPI/xM',
    'ZJ2QdmTNBeq8ui/XnfXglfZosc28+ob0GcVxbCxIJHO903eF9Mp0skSqIbJS4yoW4r9bKjkrZO085zbpitaMvLzZ+7bwazmt9pzagbdn',
    'fqgHPRupfep6tpO/oOUY2iL24+JmHC3HT+6VT3dLxfkcPv7uHFpWZpqc8Hs3577vzT288fPc1nufkdpcbdqrbdFrzjdbPzcLLPLqv1Lc',
    '78fy4Vhj3rPkdiuD7jRG9xvpJ9L9GG5ZJhd5XfBzXws8jub5eX7Q6wDL9AWcP1x3cCmqu0kENzbVdlIacpOhoNsBDWhAAxrQgP7H6IWC',
    'rsbD9fd6K7rCDHgnx8BdRDVif8dUo4AHPOABD3jAA/634F/ry/tMSy/v1GzJtY4tV2LK7tBMAxrQI4/eKeZ80viS8fmgjFar9OfprxqL',
    'votw0hULJumISlkf1xVSZ9B2b/640ssCpsnnMYo539oXFpcZ5UQZxmvKmVrlSb9o/kTzfd6Stz6rf6DW53f/RR6bf5AbwtV/B7yz29Q=',
  ]),
  'zstd.feather': unpacked([
    'eNrVV3tQE0cYvyRwIOYwykPsoUawKDLUqaMn9CUIQ1GJWoVoCbZBkCEhC4iPwY6O2AjSqhUGRWx0CJaHINGIl0tRa3loBx90IkiEu4KP',
    'FlprmVK1HUZr070jYmwNmOlf/e423+3+9tvffve77OyGr1ixbNXrCGKBZkIQRISw5oYIERRxRlzhEzSeE+IEHQn7sJ4Py1ZYPLn+PrAX',
    'irjACBFsGYrnObNYJCxiWJyQIWN9miI9mX12hRfbwv4KuboQFheuzg4wFDfEy477lIOtWTkErPexGZ8HSzbsx/ZFuRY+l1eDda4Ix+Vj',
    'zUzIjYbwnbgxQpBnZjs3ERczBXqn4Rg5LNOt3HzE1lAuB9Q6HQFi3yZbvdjqJ9pgvH+NO/SOWJtpmP1ELEwcqgg4SiuzDY5CQTcmZW5K',
    'zhzW1W7+AifEF7pMN1uu5/PNtMlXvNR+vk42yOA/PGYFXZ2fz+tpPcmmnW/DU8Czvqelz8ddGPMsX/kF13kuSF/pLNeB0PgzH/5a+uUM',
    'hL1aPjk8+m1xmZHl9xI36vdS/SY8mf0S3Sbu+Kx8vOhxyu2TPL58dzClv+gtq1072kPxztg4ZD1/OG8tWzk8CfFW+MPMLdu/Pl4I/zdi',
    'ZCrCUGCEW8gHI3fgjQwzI8Nj1TeOrcUGBfcP9k3IdubHNcz601I6yLPE4DXAoDuN0ZVdKBNgQq/nKdqNOrKXajRsYUqoRWS4kUcXgLGg',
    'HpjAt8Qx4hKhJXKI8/264KrgbM0q/ESrHqvB6vaqZKlXUgUZG9IjDFwQWWjoph/RDTTJZNJzQRMQgYdUhCwKX67ZjCs1R/cm48l4Tb9W',
    'dyOqp7IDZSqv5QEPVbPhCDWPRpj9dBMVSE1jxPQA5MbAAHGTKIHctUSM5gyo0AFcLzmFlUvqsHoMBsoA5FY+oK5x3InkXWYKk0U3MHtA',
    'GODDiecDFbNYlg6534MTrgyOhdwn+83mLtSc0o0qPWCwWpVkXEOzQbGGHaSCTua454OviDuEjugkwnE5Hoaf76/TVWGk5Czk1mJMQHte',
    'mgzcU6iNocZGchHFYxD6KC1l3mC04HOgh9xhoITYxnEnaIx7SUkUvhHXYl2UqZhBu/tUamWRSqAUpH7P9HDcWw23aSGjpcVMC5VL7SEG',
    'iB+JWE0kDArDq/vN1EmsFnJXSdoDvkOvRWW8Sa4jeQaFsYwKhCFyqox2pz8CP4B4yP0K6CQaiQRGIfsC00uqMap1LV6HHcVuUiazCc14',
    'ANSKIlWzspmsZqR0PJMDvJgwejpTwIhAJ9UBubVEBr6G447Cb/5BBldh51o70evwI+nO6/yGYj8SnmESnLCK1tLR1G90OjgC5MAMtMQO',
    'GNxCbGYq2CDIXa6rlFAs9+Z2c5p/ertSDTxIHsUjb/8C1M00sbtnbk6JaDKKrFzkorf/GRP8HLpE/jsyYTDJubbJYslvGEfH0PG0lI4F',
    'HeA1EAyCQA31M3GQKqYOEHGyTZolsiXMYk2N7kxrha4CVEg6pN19beY2qq1SeTx9gyJNIVOsNMQZ60kDqSOr6Rom4T8NVxj5dhRcB3JC',
    'eM/WA7aybRZifscvR8QuBGJu+R/BPEbBp46GD46MC3ZTx5I7pj6YHe2JSHkWy1m3gXEHXkW9lcuuaLweeUReDkwmJq2fGbyqT9/0qVqH',
    'TVFEvABAZfhbbXnF84Mezsjfv7JFNefO8vgTVxNzvVzsAhSRXY4FZ0h/WiYKrCroSr5QRiYcanYLcrcLqMBANB7fU2sqFa9YOu30pfwI',
    'Rf2cXV5SX7vAVfpWIUGee79sQXj54YUpReN3tWWtcw+qDem0C5CN/iB1y+mF2z+ODs29GuDvXtF72Ve6er3eYA9Yp36XNt1Pyf3LqTDL',
    '7ZAkynfxlQOhtfo78jS7gPM+sqy31e3JGL9ezzmaPSH7i4M2rE682GhG7QIvfu92BYGAo4JAwEFBIOCgIBDId1AQCKQ4JggEWh0UBAJa',
    'BwXZR05zUBAIFDkoSFuet4OCQOCGY4JA4AMHBYHAKccEYYGdjgkCgTEjCeJ8d5zAfK/+8YJb27n1lV3NkOHzgCe382VPPELrySaGXYOt',
    'ZxF2Rb5l3bd2WvertvtrDrc+t1i97fnj/3jO8oGN4dxZ8m9X4G2s',
  ]),
  'polars.arrow': unpacked([
    'eNrtVs1LW0EQn/fRx6tNi009PEsPe6uHHlJ7EXJJkCKFQEpQ6k0T+6iCWGnWftw89NhjDx499uifEEr/AOmf4CEXPRURESH9ze68fCwq',
    'sWkLhS7Mm5md+c3Ozm5mU67Vqi8eE4VE9KPT6UwQyx6+Y3SLYnxDWsY82yPQIkyPQOeQ90FfyGLb8PkM/gm0CloGJSAvydN9eCQ0iWg5',
    'GqcJE50xx8Ao8ByIbSG+MeRCsVDcejJdhAh/oqXnlaXZ8vzTuWrt2Wy5Mk0yToG32NhEPJF4nGkseQfQVuqaKpATicfeXmRjfMQ859MA',
    'bUJ+0O8TW5/vmGfOfi9BO7JO12/M+p1h3sfaEdb2oesm0Tc3ZmJ9z01NbaXhRkfQZ8BVVjefMXl4jNNdg8wZHNesJLnEdNPUjOU1qQnM',
    'nR3P1pdjlgI7b881QJR7Ji5Xuy314RECMyV+RHeQQ2hOi+S8POqN231yNl8SLtujbcfeEl5wgA8zvDfov+0Nxms5dlPgblWA9x28o7cc',
    'nYJBPMn9Dpy8h9X9If1v0GjDu1BXQ+NHXZ/3o1c2L7XzedaVTi+zs+29Vnq1rtVaU62/3niVvmF1Q+l36frbVDU+6LT5x/Knrwut2lzU',
    '03enDg7l9/0r9b/uaFdHw//u+/O31x81D+5v2ZtzJL2w19/8gf7mvg9t05/tmKer+13/8K/IRzl78i/YZ93RG9fcL/XtdxF8prtf7l95',
    'ZB2a95Nj70vyu8Kz/p+tvSdXf8/p2//f+H/hjY+AKJt/bD8BlknySQ==',
  ]),
  'zstd.parquet': unpacked([
    'eNqdVUFrE0EUfjPZbJMYQho6w67kMII73UJabSAFoRdPIgSspXrysklWG4hJzK6pQi5eRKQXwaOHHoN3ocfgwZMnf4CIh168ePQi8c0m',
    'axN3Y61LMm/fm5nve++bN8nO9d1NpjHBylU0UACw3135KfLPAAhMnokVwIAV2OUS01kev3rRSIUz4RsAp3ZMdHkZprjpmwAUnUSSJCgS',
    'Nlh/jrf8ikAC5/16dxWNI3z3iS/8fccXTU+0Ou0Hbk+5beEfuK2+K2pPfdf7M7MtaicQwVj9x/2L84vTBd7fGe3e0AGO7K/fxuNxVJdw',
    'Bb5N1yhdotHFvCl2scroKa92CeDkFkTPQFPRycg1e8aLwSaEKoAcEwoAJgCEGEQdW2BPNy1d+50QprPC5JwMmduTtnDUUIuRn9QM4iwu',
    'Lw4PH+3TeBwnaDKYM5LBLOY65y9kMQ8rYOhefd996LAcMM2iBmkCyyrrWVAt4togSn3PWqkeFoqlIA1G1YqGla22lAfKq032JeqOH+7M',
    'sQzDSMOtWxlVU+meGtUl0M2iOZBQxBwqoOdNpGVZrvOPhH8n8q5Mne/umCWlFQsOL49me003JdVwUnFkQw4v4HhD+YjKlwn5g/zPPYhw',
    '8T1zli2sCCWbKel5Uh5r52v8vxdFw6IaActrwo+J/KzL4RktH4uq0SkqmJYOCFoLQPf4ffllaTtyA0xcGGDE66xaINg/4EdEvkjLD6nZ',
    'jo8KqM0JmAthsG8CmCFBEeUwI0/SZ3f6YtX4KM11meJvL4Atuk7v0WPXX693u+tOr9c5EH235zU7bVHe2ri6sWkOsIOjH6jgb+8O/iP8',
    'ApevDXk=',
  ]),
};

function unpacked(lines: readonly string[]): Uint8Array {
  return inflateSync(Buffer.from(lines.join(''), 'base64'));
}
