import { deepEqual, equal } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { rejects } from '@rampart/core/testing';
import { suite } from 'uvu';
import { Channel } from './channel.ts';

const test = suite('Channel');

test('items arrive in order, one at a time', async () => {
  const channel = new Channel<number>();
  let sent = 0;
  const sending = (async () => {
    for (; sent < 20; sent++) await channel.send(sent);
    channel.end();
  })();
  const received: number[] = [];
  for await (const item of channel) {
    received.push(item);
    await wait(1);
    equal(sent <= item + 2, true);
  }
  await sending;
  deepEqual(received, [...Array(20).keys()]);
});

test('an end with an error ends the receiver with it', async () => {
  const channel = new Channel<number>();
  channel.end(new Error('broken off'));
  await rejects(async () => {
    for await (const _ of channel);
  }, /broken off/);
});

test('a receiver that fails is told to the sender, waiting or not', async () => {
  const channel = new Channel<number>();
  await channel.send(1);
  const waiting = rejects(channel.send(2), /disk full/);
  channel.leave(new Error('disk full'));
  await waiting;
  await rejects(channel.send(3), /disk full/);
});

test('a receiver that has enough costs the sender nothing', async () => {
  const channel = new Channel<number>();
  const sending = (async () => {
    for (let item = 0; item < 10; item++) await channel.send(item);
  })();
  for await (const _ of channel) break;
  await sending;
});

test.run();
