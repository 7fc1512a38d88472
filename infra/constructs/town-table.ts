import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { INDEXES, TABLE_KEYS, TTL_ATTRIBUTE } from '../../shared/table/definition.ts';
import type { HouseFunction } from './house-function.ts';
import { HumanAlarm } from './human-alarm.ts';

/** What `table.dynamo.ts` asks of DynamoDB; a transaction is allowed by the actions inside it. No Scan, ever. */
const readActions = ['GetItem', 'BatchGetItem', 'Query'];
const writeActions = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];

/** What DynamoDB does with the table's key in the name of the caller (DynamoDB guide, encryption at rest). */
const keyActions = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

/** Everything the town knows: kept on deletion, restorable to any second of 35 days, readable with its key only. */
export class TownTable extends Construct {
  readonly table: TableV2;
  private readonly key: Key;

  constructor(scope: Construct, id: string, props: { readonly key: Key; readonly tell: ITopic }) {
    super(scope, id);
    this.key = props.key;
    const string = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new TableV2(this, 'Table', {
      partitionKey: string(TABLE_KEYS.partition),
      sortKey: string(TABLE_KEYS.sort),
      globalSecondaryIndexes: Object.entries(INDEXES).map(([indexName, index]) => ({
        indexName,
        partitionKey: string(index.partition),
        sortKey: string(index.sort),
        projectionType: index.projection === 'ALL' ? ProjectionType.ALL : ProjectionType.KEYS_ONLY,
      })),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(props.key),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      timeToLiveAttribute: TTL_ATTRIBUTE,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.alarms(props.tell);
  }

  /** Lets a function read and write records by key and by index, through the table's encryption key. */
  openTo(house: HouseFunction): void {
    const indexes = Object.keys(INDEXES).map((name) => `${this.table.tableArn}/index/${name}`);
    house.allow(
      readActions.map((action) => `dynamodb:${action}`),
      [this.table.tableArn, ...indexes],
    );
    house.allow(
      writeActions.map((action) => `dynamodb:${action}`),
      [this.table.tableArn],
    );
    house.allow(keyActions, [this.key.keyArn], {
      StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(this).region}.amazonaws.com` },
    });
  }

  private alarms(tell: ITopic): void {
    const metric = (metricName: string) =>
      new Metric({
        namespace: 'AWS/DynamoDB',
        metricName,
        dimensionsMap: { TableName: this.table.tableName },
        period: Duration.minutes(5),
        statistic: 'Sum',
      });
    new HumanAlarm(this, 'table-throttles', {
      tell,
      metric: new MathExpression({
        expression: 'FILL(reads, 0) + FILL(writes, 0)',
        usingMetrics: { reads: metric('ReadThrottleEvents'), writes: metric('WriteThrottleEvents') },
        period: Duration.minutes(5),
      }),
      threshold: 1,
      whatAPersonLoses:
        'Des réponses de bénévoles attendent ou sont refusées pendant que la tournée passe à la personne suivante.',
      firstMove: 'regarder dans la console DynamoDB (Contributor Insights) quelle clé est trop sollicitée.',
    });
  }
}
