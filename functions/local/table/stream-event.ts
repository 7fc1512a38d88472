import type { AttributeValue as Read } from '@aws-sdk/client-dynamodb';
import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import type { AttributeValue, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';

/** What Lambda would have handed to the function for these records of this stream. */
export const streamEvent = (streamArn: string, records: readonly StreamRecord[]): DynamoDBStreamEvent => ({
  Records: records.map((record) => lambdaRecord(streamArn, record)),
});

const lambdaRecord = (streamArn: string, record: StreamRecord): DynamoDBRecord => {
  const change = record.dynamodb ?? {};
  return {
    eventSourceARN: streamArn,
    eventSource: 'aws:dynamodb',
    eventVersion: record.eventVersion ?? '1.1',
    awsRegion: record.awsRegion ?? '',
    ...(record.eventID === undefined ? {} : { eventID: record.eventID }),
    ...(record.eventName === undefined ? {} : { eventName: record.eventName }),
    dynamodb: {
      ...(change.ApproximateCreationDateTime
        ? { ApproximateCreationDateTime: Math.floor(change.ApproximateCreationDateTime.getTime() / 1000) }
        : {}),
      ...(change.Keys ? { Keys: image(change.Keys) } : {}),
      ...(change.NewImage ? { NewImage: image(change.NewImage) } : {}),
      ...(change.OldImage ? { OldImage: image(change.OldImage) } : {}),
      ...(change.SequenceNumber === undefined ? {} : { SequenceNumber: change.SequenceNumber }),
      ...(change.SizeBytes === undefined ? {} : { SizeBytes: change.SizeBytes }),
      ...(change.StreamViewType === undefined ? {} : { StreamViewType: change.StreamViewType }),
    },
  };
};

const image = (read: Readonly<Record<string, Read>>): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(read).map(([name, value]) => [name, attribute(value)]));

/** Lambda writes bytes as base64 text, the SDK as arrays of bytes; all the rest is alike. */
const attribute = (value: Read): AttributeValue => {
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.NULL !== undefined) return { NULL: value.NULL };
  if (value.M !== undefined) return { M: image(value.M) };
  if (value.L !== undefined) return { L: value.L.map(attribute) };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  throw new Error('an attribute of a type that DynamoDB does not have');
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
