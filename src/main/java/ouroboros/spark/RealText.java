package ouroboros.spark;
/** placeholder until the text room lands */
final class RealText {
  java.util.List<SentenceTask> tasks(ouroboros.policy.Part part, ouroboros.random.Key key) { throw new IllegalStateException(); }
  long reserveUnits() { return 0; }
  java.util.List<ouroboros.experiment.Manifest.Sample> samples(ouroboros.text.Vocabulary v) { return java.util.List.of(); }
  java.util.List<ouroboros.experiment.Manifest.Sample> samples(DrawTask.Corpus c, long units, Storage s, ouroboros.text.Vocabulary v) { return java.util.List.of(); }
}
