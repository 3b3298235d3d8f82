/** What one epoch of training gave. */

/** One epoch, as the history of a run keeps it. */
export interface EpochRecord {
  /** 1 for the first epoch. */
  readonly epoch: number;
  /** Mean training loss over the epoch's images, in nats, taken while the weights were moving. */
  readonly loss: number;
  /** Training accuracy over the epoch's images, 0 to 1. */
  readonly accuracy: number;
  /** Mean loss of the validation images after the epoch, or null without a validation split. */
  readonly validationLoss: number | null;
  /** Accuracy of the validation images after the epoch, 0 to 1, or null. */
  readonly validationAccuracy: number | null;
  /** Learning rate of the epoch's last step. */
  readonly learningRate: number;
  /** Wall-clock seconds of the epoch, validation left out. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}
