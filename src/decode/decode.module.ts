import { Module } from '@nestjs/common';
import { DecodeController } from './decode.controller.js';

@Module({ controllers: [DecodeController] })
export class DecodeModule {}
