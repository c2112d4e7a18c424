// `afterword templates`, on the real program.
#include <gtest/gtest.h>

#include "run_program.h"

namespace afterword::testing {
namespace {

const std::string log =
    "opened 12 files\n"
    "closed the door\r\n"
    "opened 7 files\n";

TEST(TemplatesCommand, counts_messages_most_frequent_first) {
  RunOptions options;
  options.input = log;
  const Ran ran = run_afterword({"templates", "-"}, options);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "2  opened <*> files\n1  closed the door\n");
}

TEST(TemplatesCommand, assigns_every_line_the_number_of_its_template) {
  RunOptions options;
  options.input = log;
  EXPECT_EQ(run_afterword({"templates", "--raw-lines", "--assign", "-"}, options).out, "0\n1\n0\n");
}

TEST(TemplatesCommand, a_missing_file_is_an_error_that_names_it) {
  const Ran ran = run_afterword({"templates", "/no/such/file.log"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("/no/such/file.log"), std::string::npos);
}

}  // namespace
}  // namespace afterword::testing
