import { Module } from '@nestjs/common';
import { VendorNames } from './vendor-names.js';

@Module({ providers: [VendorNames], exports: [VendorNames] })
export class VendorsModule {}
