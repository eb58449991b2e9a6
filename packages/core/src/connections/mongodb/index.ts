export { connectMongodb } from './connect-mongodb.ts';
export { type MongodbAddress, parseMongodbAddress, type ParseMongodbOptions } from './mongodb-address.ts';
export { isNetworkError, mongodbError, mongodbProblem } from './mongodb-problem.ts';
export { metadataField, rowOrderIndex } from './row-order.ts';
