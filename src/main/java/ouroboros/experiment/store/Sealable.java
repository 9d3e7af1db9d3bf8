package ouroboros.experiment.store;

import java.util.List;

/** The content of a manifest file: a generation, or an input that is made from the corpus once. */
public sealed interface Sealable permits Manifest, SealedInput {
  /** The version of its format. */
  int format();

  /** All files that it names. */
  List<SealedFile> files();
}
