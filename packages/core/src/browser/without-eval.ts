import { z } from 'zod';

// zod tries `new Function` when the first schema is made, which a strict content policy forbids and reports: this
// comes before every other import of whoever runs in a page.
z.config({ jitless: true });
