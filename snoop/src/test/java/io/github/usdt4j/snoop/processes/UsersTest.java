package io.github.usdt4j.snoop.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
  @TempDir private Path directory;

  @Test
  void user_ofTheFile_hasItsName() throws IOException {
    Users users =
        users("root:x:0:0:root:/root:/bin/sh", "ann:x:1000:1000:Ann,,,:/home/ann:/bin/sh");

    assertThat(users.of(1000)).isEqualTo(new User(1000, "ann"));
    assertThat(users.find("ann")).contains(new User(1000, "ann"));
    assertThat(users.find("1000")).contains(new User(1000, "ann"));
  }

  @Test
  void user_whoIsNotInTheFile_goesByTheNumber() throws IOException {
    Users users = users("root:x:0:0:root:/root:/bin/sh");

    assertThat(users.of(4711)).isEqualTo(new User(4711, "4711"));
    assertThat(users.find("4711")).contains(new User(4711, "4711"));
    assertThat(users.find("ann")).isEmpty();
  }

  @Test
  void name_thatCouldBeTakenForSomethingElse_isShownAsTheNumber() throws IOException {
    Users users =
        users(
            "0:x:1:1:::",
            "ro ot:x:2:2:::",
            "a)\033[2J:x:3:3:::",
            "änn:x:4:4:::",
            "-p:x:5:5:::",
            "x".repeat(33) + ":x:6:6:::",
            ":x:7:7:::");

    for (long uid = 1; uid <= 7; uid++) {
      assertThat(users.of(uid).name()).isEqualTo(Long.toString(uid));
    }
    assertThat(users.find("0")).contains(new User(0, "0"));
  }

  @Test
  void firstLine_ofANumberAndOfAName_counts() throws IOException {
    Users users = users("root:x:0:0:::", "toor:x:0:0:::", "root:x:9:9:::");

    assertThat(users.of(0).name()).isEqualTo("root");
    assertThat(users.find("toor")).contains(new User(0, "root"));
    assertThat(users.find("root")).contains(new User(0, "root"));
    assertThat(users.of(9).name()).isEqualTo("9");
  }

  @Test
  void number_thatNoUserCanHave_isNone() throws IOException {
    Users users = users("big:x:4294967295:0:::", "long:x:18446744073709551616:0:::");

    assertThat(users.find("big")).isEmpty();
    assertThat(users.find("long")).isEmpty();
    assertThat(users.find("4294967295")).isEmpty();
    assertThat(users.find("4294967294")).isPresent();
    assertThat(users.find("-1")).isEmpty();
    assertThat(users.find("")).isEmpty();
  }

  @Test
  void file_thatIsMissingOrBroken_givesNumbers() throws IOException {
    assertThat(Users.read(directory.resolve("none")).of(0).name()).isEqualTo("0");
    assertThat(users("", ":::", "root", "root:x:", "root:x:zero:0").of(0).name()).isEqualTo("0");
  }

  private Users users(String... lines) throws IOException {
    return Users.read(
        Files.writeString(directory.resolve("passwd"), String.join("\n", lines) + "\n"));
  }
}
