package ouroboros;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * No result depends on the language of the machine. Every function of Java and of ICU that formats,
 * parses or changes case by the default locale is forbidden; the same function with a locale is
 * allowed. Arabic, Persian, Bengali, Nepali, Marathi and Burmese locales write other digits, and
 * the Turkish one has another lower case of I.
 */
@AnalyzeClasses(packages = "ouroboros", importOptions = ImportOption.DoNotIncludeTests.class)
final class LocaleWallsTest {
  private static final String NEW = "<init>";

  /** Functions that read the default locale if no parameter is a locale, as CLASS#NAME. */
  private static final Set<String> WITHOUT_LOCALE =
      Set.of(
          "java.lang.String#format",
          "java.lang.String#formatted",
          "java.lang.String#toLowerCase",
          "java.lang.String#toUpperCase",
          "java.io.PrintStream#format",
          "java.io.PrintStream#printf",
          "java.io.PrintWriter#format",
          "java.io.PrintWriter#printf",
          "java.io.Console#format",
          "java.io.Console#printf",
          "java.io.Console#readLine",
          "java.util.Formatter#" + NEW,
          "java.util.Scanner#" + NEW,
          "java.util.Locale#getDefault",
          "java.util.Calendar#getInstance",
          "java.util.GregorianCalendar#" + NEW,
          "java.util.ResourceBundle#getBundle",
          "java.util.Date#toLocaleString",
          "java.util.Currency#getInstance",
          "java.text.BreakIterator#getCharacterInstance",
          "java.text.BreakIterator#getLineInstance",
          "java.text.BreakIterator#getSentenceInstance",
          "java.text.BreakIterator#getWordInstance",
          "java.text.ChoiceFormat#" + NEW,
          "java.text.Collator#getInstance",
          "java.text.DateFormat#getDateInstance",
          "java.text.DateFormat#getDateTimeInstance",
          "java.text.DateFormat#getInstance",
          "java.text.DateFormat#getTimeInstance",
          "java.text.DateFormatSymbols#" + NEW,
          "java.text.DateFormatSymbols#getInstance",
          "java.text.DecimalFormat#" + NEW,
          "java.text.DecimalFormatSymbols#" + NEW,
          "java.text.DecimalFormatSymbols#getInstance",
          "java.text.MessageFormat#" + NEW,
          "java.text.MessageFormat#format",
          "java.text.NumberFormat#getCompactNumberInstance",
          "java.text.NumberFormat#getCurrencyInstance",
          "java.text.NumberFormat#getInstance",
          "java.text.NumberFormat#getIntegerInstance",
          "java.text.NumberFormat#getNumberInstance",
          "java.text.NumberFormat#getPercentInstance",
          "java.text.SimpleDateFormat#" + NEW,
          "java.time.format.DateTimeFormatter#ofLocalizedDate",
          "java.time.format.DateTimeFormatter#ofLocalizedDateTime",
          "java.time.format.DateTimeFormatter#ofLocalizedTime",
          "java.time.format.DateTimeFormatter#ofPattern",
          "java.time.format.DateTimeFormatterBuilder#toFormatter",
          "java.time.format.DecimalStyle#ofDefaultLocale",
          "java.time.temporal.WeekFields#of",
          "com.ibm.icu.lang.UCharacter#toLowerCase",
          "com.ibm.icu.lang.UCharacter#toTitleCase",
          "com.ibm.icu.lang.UCharacter#toUpperCase",
          "com.ibm.icu.text.BreakIterator#getCharacterInstance",
          "com.ibm.icu.text.BreakIterator#getLineInstance",
          "com.ibm.icu.text.BreakIterator#getSentenceInstance",
          "com.ibm.icu.text.BreakIterator#getTitleInstance",
          "com.ibm.icu.text.BreakIterator#getWordInstance",
          "com.ibm.icu.text.Collator#getInstance",
          "com.ibm.icu.text.DecimalFormat#" + NEW,
          "com.ibm.icu.text.NumberFormat#getInstance",
          "com.ibm.icu.util.ULocale#getDefault");

  @ArchTest
  static final ArchRule noDefaultLocale =
      noClasses()
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "a function that reads the default locale; pass Locale.ROOT",
                  LocaleWallsTest::readsDefault));

  private static boolean readsDefault(JavaAccess<?> access) {
    String name = access.getTarget().getOwner().getName() + "#" + access.getName();
    if (!WITHOUT_LOCALE.contains(name)) {
      return false;
    }
    String all = access.getTarget().getFullName();
    String parameters = all.substring(all.indexOf('('));
    boolean codePoint = name.startsWith("com.ibm.icu.lang") && parameters.equals("(int)");
    return !codePoint
        && !parameters.contains("Locale")
        && !parameters.contains("DecimalFormatSymbols");
  }

  /** Each of these must be found, else the rule above proves nothing. */
  static final class Offender {
    private Offender() {}

    static String all(PrintStream out, PrintWriter writer, String text) {
      out.printf("%d", 1);
      writer.format("%d", 1);
      return String.format("%d", 1)
          + "%d".formatted(1)
          + text.toLowerCase()
          + text.toUpperCase()
          + new Formatter().format("%d", 1)
          + new Scanner(text).nextInt()
          + NumberFormat.getInstance().format(1)
          + MessageFormat.format("{0}", 1)
          + DateTimeFormatter.ofPattern("yyyy")
          + Locale.getDefault()
          + com.ibm.icu.lang.UCharacter.toLowerCase(text);
    }

    static String none(PrintStream out, String text) {
      out.printf(Locale.ROOT, "%d", 1);
      return String.format(Locale.ROOT, "%d", 1)
          + text.toLowerCase(Locale.ROOT)
          + Character.toLowerCase('I')
          + NumberFormat.getInstance(Locale.ROOT).format(1)
          + DateTimeFormatter.ofPattern("yyyy", Locale.ROOT);
    }
  }

  @Test
  void theRuleSeesEachKindOfOffenceAndNothingElse() {
    JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);

    Set<String> found =
        offender.get(Offender.class).getAccessesFromSelf().stream()
            .filter(LocaleWallsTest::readsDefault)
            .map(
                access ->
                    access.getOrigin().getName()
                        + " "
                        + access.getTarget().getOwner().getSimpleName()
                        + " "
                        + access.getName())
            .collect(Collectors.toSet());

    assertThat(found)
        .containsExactlyInAnyOrder(
            "all PrintStream printf",
            "all PrintWriter format",
            "all String format",
            "all String formatted",
            "all String toLowerCase",
            "all String toUpperCase",
            "all Formatter <init>",
            "all Scanner <init>",
            "all NumberFormat getInstance",
            "all MessageFormat format",
            "all DateTimeFormatter ofPattern",
            "all Locale getDefault",
            "all UCharacter toLowerCase");
  }
}
