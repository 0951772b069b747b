package io.github.usdt4j.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RandomCasesTest {
  private static final String SEED = "usdt4j.test.seed";
  private static final Pattern REPEAT = Pattern.compile("-D(\\S+)=(-?\\d+) tries its case alone");

  @AfterEach
  void forget() {
    System.clearProperty(SEED);
  }

  @Test
  void property_thatHolds_isTriedSoOftenWithOtherCases() {
    List<Long> cases = new ArrayList<>();

    RandomCases.check(100, random -> cases.add(random.nextLong()));

    assertThat(cases).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void property_thatFails_saysHowToTryTheCaseAgain() {
    List<String> cases = new ArrayList<>();
    RandomCases.Property property =
        random -> {
          cases.add(new RandomTexts(random).any(1000));
          assertThat(cases).hasSizeLessThan(7);
        };
    Throwable failure = catchThrowable(() -> RandomCases.check(100, property));
    assertThat(failure).isInstanceOf(AssertionError.class).hasMessageStartingWith("try 7 of 100");
    Matcher repeat = REPEAT.matcher(failure.getMessage());
    assertThat(repeat.find()).isTrue();

    System.setProperty(repeat.group(1), repeat.group(2));

    assertThatThrownBy(() -> RandomCases.check(100, property)).hasMessageStartingWith("with ");
    assertThat(cases).hasSize(8);
    assertThat(cases.get(7)).isEqualTo(cases.get(6));
  }

  @Test
  void texts_ofAnyCharacters_haveAllKinds() {
    List<String> texts = new ArrayList<>();
    RandomCases.check(1000, random -> texts.add(new RandomTexts(random).any(10)));

    assertThat(texts).allMatch(text -> text.length() <= 10).contains("");
    String all = String.join(" ", texts);
    assertThat(all).contains("\0", "\n", "\uffff", "\ud83d\ude00", "\u2028");
    assertThat(all.codePoints()).anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }
}
