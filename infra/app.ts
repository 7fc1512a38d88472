import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildTown } from './town.ts';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
buildTown(app);
app.synth();
