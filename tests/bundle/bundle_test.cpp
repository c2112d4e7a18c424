// Sealing, and what is said when a seal is broken.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "bundle/container.h"
#include "bundle/signature.h"

namespace afterword {
namespace {

const std::vector<BundleFile> files = {
    {"report.md", "# Mail was stuck\n"}, {"report.md.review", std::string(700, 'x')}, {"manifest.json", ""}};

std::string sealed(const std::vector<BundleFile>& of = files) {
  const Result<std::string> sums = write_sums(of);
  EXPECT_TRUE(sums);
  return write_bundle(of, *sums, "KEY=", "SIGNATURE=");
}

BundleTrouble trouble_of(const std::string& bytes) {
  const auto bundle = read_bundle(bytes);
  EXPECT_FALSE(bundle) << "it was accepted";
  return bundle ? BundleTrouble{} : bundle.error().trouble;
}

TEST(Bundle, reads_back_what_was_sealed) {
  const auto bundle = read_bundle(sealed());
  ASSERT_TRUE(bundle) << bundle.error().message;
  ASSERT_EQ(bundle->files.size(), files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(bundle->files[i].name, files[i].name);
    EXPECT_EQ(bundle->files[i].bytes, files[i].bytes);
  }
  EXPECT_EQ(bundle->key, "KEY=");
  EXPECT_EQ(bundle->signature, "SIGNATURE=");
  EXPECT_TRUE(bundle->sums.starts_with("# afterword.bundle/1\n"));
}

TEST(Bundle, every_fault_has_a_name_of_its_own) {
  const std::string good = sealed();
  EXPECT_EQ(trouble_of(""), BundleTrouble::truncated);
  EXPECT_EQ(trouble_of("# a report\n"), BundleTrouble::not_a_bundle);
  EXPECT_EQ(trouble_of(good.substr(0, 700)), BundleTrouble::truncated);
  EXPECT_EQ(trouble_of(good.substr(0, good.size() - 512)), BundleTrouble::truncated);
  EXPECT_EQ(trouble_of(good + "x"), BundleTrouble::malformed);
  std::string changed = good;
  changed[changed.find("Mail was")] = 'm';
  EXPECT_EQ(trouble_of(changed), BundleTrouble::changed);
  EXPECT_NE(read_bundle(changed).error().message.find("report.md was changed"), std::string::npos);
  const std::string sums = *write_sums(files);
  EXPECT_EQ(trouble_of(write_bundle({files[0], files[1]}, sums, "K", "S")), BundleTrouble::missing);
  EXPECT_EQ(trouble_of(write_bundle({files[0], files[1], files[2], {"more", ""}}, sums, "K", "S")),
            BundleTrouble::unlisted);
  EXPECT_EQ(trouble_of(write_bundle({files[1], files[0], files[2]}, sums, "K", "S")), BundleTrouble::malformed);
  EXPECT_EQ(trouble_of(write_bundle({files[0], files[0]}, sums, "K", "S")), BundleTrouble::malformed);
  std::string newer = sums;
  newer[newer.find("/1") + 1] = '2';
  EXPECT_EQ(trouble_of(write_bundle(files, newer, "K", "S")), BundleTrouble::newer);
}

TEST(Bundle, names_that_lead_elsewhere_are_neither_written_nor_read) {
  for (const std::string name : {"../x", "a/b", "", ".", "..", "a\nb", "a\\b", "SHA256SUMS", "SIGNATURE"}) {
    EXPECT_FALSE(write_sums({{name, ""}})) << name;
    EXPECT_FALSE(read_bundle(write_bundle({{name, ""}}, "# afterword.bundle/1\n", "K", "S"))) << name;
  }
  EXPECT_FALSE(write_sums({{std::string(100, 'n'), ""}}));
  EXPECT_TRUE(write_sums({{std::string(99, 'n'), ""}}));
}

TEST(Bundle, no_byte_of_it_can_change_unnoticed) {
  const std::string good = sealed();
  const bool holds = rc::check([&good] {
    std::string bytes = good;
    const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
    const char byte = *rc::gen::arbitrary<char>();
    RC_PRE(bytes[at] != byte);
    bytes[at] = byte;
    const auto bundle = read_bundle(bytes);
    // What is accepted differs in key or signature, and those are proven by is_signed.
    const bool unnoticed = bundle && bundle->key == "KEY=" && bundle->signature == "SIGNATURE=";
    RC_ASSERT(!unnoticed);
  });
  EXPECT_TRUE(holds);
  for (std::size_t at = 0; at < good.size(); ++at) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 1);
    const auto bundle = read_bundle(bytes);
    EXPECT_TRUE(!bundle || bundle->key != "KEY=" || bundle->signature != "SIGNATURE=") << at;
  }
}

TEST(Signature, is_good_for_its_text_and_key_and_nothing_else) {
  const Result<SecretKey> key = make_secret_key();
  ASSERT_TRUE(key) << key.error().message;
  const std::string signature = key->sign("a text"), mine = key->public_base64();
  EXPECT_EQ(key->sign("a text"), signature);
  EXPECT_TRUE(*is_signed("a text", signature, mine));
  EXPECT_FALSE(*is_signed("a text.", signature, mine));
  EXPECT_FALSE(*is_signed("a text", signature, make_secret_key()->public_base64()));
  EXPECT_FALSE(*is_signed("a text", "no base64", mine));
  EXPECT_FALSE(*is_signed("a text", signature, ""));
  const Result<SecretKey> again = read_secret_key(key->written());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->sign("a text"), signature);
  EXPECT_FALSE(read_secret_key("ed25519-secret:AAAA\n"));
  EXPECT_FALSE(read_secret_key(""));
}

TEST(Signature, the_test_vector_of_rfc_8032_comes_out) {
  // Section 7.1, test 1: seed 9d61b19d…, the empty message.
  const Result<SecretKey> key = read_secret_key("ed25519-secret:nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=\n");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->public_base64(), "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
  EXPECT_EQ(key->sign(""), "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==");
}

TEST(PublicKeys, are_read_with_their_owners_and_a_wrong_line_is_named) {
  const std::string key(44, 'A');
  const auto keys = read_public_keys("# ours\n\ned25519:" + key + " Ana Lima <ana@example.org>\r\n", "keys");
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->size(), 1U);
  EXPECT_EQ(keys->front().owner, "Ana Lima <ana@example.org>");
  const auto wrong = read_public_keys("# ours\nssh-ed25519 AAAA\n", "keys");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().where, "keys:2");
}

}  // namespace
}  // namespace afterword
