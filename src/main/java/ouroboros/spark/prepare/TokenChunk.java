package ouroboros.spark.prepare;

import java.util.List;
import ouroboros.text.Part;
import ouroboros.text.TypeTable;
import ouroboros.text.block.ByteReader;
import ouroboros.text.block.ByteWriter;

/**
 * Tokenized text of one part, as it is stored between the jobs, before there is a vocabulary.
 * Tokens are numbers of a dictionary that grows along a partition: a chunk adds the types that no
 * earlier chunk of its partition had. So all chunks of a partition must be read, in their order.
 */
final class TokenChunk {
  /** A chunk is closed when it has so many bytes. */
  static final int TARGET = 512 << 10;

  /** What begins with a run of sentences. */
  enum Begins {
    /** A document, and its first paragraph. */
    DOCUMENT(0),
    /** A further paragraph of its document. */
    PARAGRAPH(1),
    /** Nothing: the run continues the one before, which was cut. */
    NOTHING(2);

    private static final List<Begins> ALL = List.of(values());

    private final int code;

    Begins(int code) {
      this.code = code;
    }
  }

  private TokenChunk() {}

  /** Collects documents into chunks. Each partition has one writer. */
  static final class Writer {
    private final TypeTable types = new TypeTable(1 << 12);
    private final ByteWriter body = new ByteWriter(TARGET + (TARGET >> 2));
    private final ByteWriter sentences = new ByteWriter(1 << 12);
    private final ByteWriter sentence = new ByteWriter(1 << 8);
    private int typesSent;
    private int open;
    private int closed;

    /** The dictionary, which gives the tokens of the next sentence their numbers. */
    TypeTable types() {
      return types;
    }

    /** Adds a token to the open sentence. */
    void token(int type) {
      sentence.varint(type);
      open++;
    }

    /**
     * Closes the sentence and returns how many tokens it has. A sentence without tokens is not
     * stored.
     */
    int endSentence() {
      int tokens = open;
      if (tokens > 0) {
        sentences.varint(tokens);
        sentences.append(sentence);
        closed++;
      }
      sentence.clear();
      open = 0;
      return tokens;
    }

    /** Closes a run of sentences of one paragraph. A run without sentences is not stored. */
    void endRun(Begins begins, String stratum, long period) {
      if (closed > 0) {
        body.varint(begins.code);
        body.string(stratum);
        body.zigzag(period);
        body.varint(closed);
        body.append(sentences);
      }
      sentences.clear();
      closed = 0;
    }

    /** How many sentences were closed since the last run. */
    int sentences() {
      return closed;
    }

    /** How many bytes were collected since the last {@link #take}. */
    int size() {
      return body.size() + sentences.size();
    }

    /** Returns what was collected as a chunk, and begins a new one. */
    byte[] take(Part part) {
      ByteWriter chunk = new ByteWriter(body.size() + (1 << 10));
      chunk.octet(part.code());
      chunk.varint(types.size() - typesSent);
      for (; typesSent < types.size(); typesSent++) {
        chunk.string(types.word(typesSent));
      }
      chunk.append(body);
      body.clear();
      return chunk.toBytes();
    }
  }

  /** Receives the content of a chunk, in its order. */
  interface Visitor {
    /** Receives a type that is new in its partition, in the order of the numbers. */
    void type(String word);

    /** Receives the start of a run of sentences of one paragraph. */
    void run(Begins begins, String stratum, long period);

    /** Receives the start of a sentence with so many tokens. */
    void sentence(int tokens);

    /** Receives a token of the sentence. */
    void token(int type);
  }

  /** The part of a chunk. */
  static Part part(byte[] chunk) {
    return Part.of(chunk[0]);
  }

  /** Reads a chunk and gives its content to a visitor. */
  static void read(byte[] chunk, Visitor visitor) {
    ByteReader in = new ByteReader(chunk, 1, chunk.length);
    for (int types = in.count(); types > 0; types--) {
      visitor.type(in.string());
    }
    while (in.more()) {
      visitor.run(Begins.ALL.get(in.count()), in.string(), in.zigzag());
      for (int sentences = in.count(); sentences > 0; sentences--) {
        int tokens = in.count();
        visitor.sentence(tokens);
        for (int i = 0; i < tokens; i++) {
          visitor.token((int) in.varint());
        }
      }
    }
  }
}
