#include "evidence/templates.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>

#include "evidence/fingerprint.h"
#include "evidence/fingerprint_tokens.h"
#include "evidence/template_groups.h"
#include "evidence/template_rules.h"

namespace afterword {

namespace {

constexpr std::size_t message_bytes_max = 64 * 1024;

}  // namespace

/// Fingerprints by number, and a hash table over them with open addressing. What a line needs (hash, number, count)
/// lies in one slot, because with many fingerprints each look at memory costs as much as making the fingerprint. Two
/// fingerprints are taken for one if their 64 bits agree: among a million that happens once in thirty million runs.
struct TemplateMiner::Tables {
  struct Row {
    std::uint64_t hash;
    std::uint64_t begin;  ///< into bytes
    std::uint32_t size;
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t row = 0;  ///< + 1; 0 = free
    std::uint32_t count = 0;
  };
  std::vector<Row> rows;
  std::vector<std::uint64_t> counts;  ///< of rows, beyond what their slots hold
  std::string bytes;
  std::vector<Slot> slots = std::vector<Slot>(1024);
  std::vector<char> buffer = std::vector<char>(fingerprint_bytes_max(message_bytes_max));

  [[nodiscard]] std::string_view text(const Row& row) const {
    return std::string_view(bytes).substr(row.begin, row.size);
  }

  Slot& find_or_add(std::string_view fingerprint, std::uint64_t hash) {
    for (std::size_t i = hash & (slots.size() - 1);; i = (i + 1) & (slots.size() - 1)) {
      Slot& slot = slots[i];
      if (slot.row != 0 && slot.hash == hash) return slot;
      if (slot.row != 0) continue;
      if (rows.size() * 2 >= slots.size()) {
        grow();
        return find_or_add(fingerprint, hash);
      }
      rows.push_back({hash, bytes.size(), static_cast<std::uint32_t>(fingerprint.size())});
      counts.push_back(0);
      bytes += fingerprint;
      slot = {hash, static_cast<std::uint32_t>(rows.size()), 0};
      return slot;
    }
  }

  void grow() {
    std::vector<Slot> old(slots.size() * 4);
    old.swap(slots);
    for (const Slot& slot : old) {
      if (slot.row == 0) continue;
      std::size_t i = slot.hash & (slots.size() - 1);
      while (slots[i].row != 0) i = (i + 1) & (slots.size() - 1);
      slots[i] = slot;
    }
  }

  /// Counts the fingerprint of that size in the buffer; returns its number.
  std::uint32_t count(std::size_t size) {
    Slot& slot = find_or_add({buffer.data(), size}, hash_bytes(buffer.data(), size));
    if (++slot.count == 0) counts[slot.row - 1] += std::uint64_t{1} << 32;
    return slot.row - 1;
  }

  /// How often each row was seen.
  [[nodiscard]] std::vector<std::uint64_t> all_counts() const {
    std::vector<std::uint64_t> out = counts;
    for (const Slot& slot : slots)
      if (slot.row != 0) out[slot.row - 1] += slot.count;
    return out;
  }
};

TemplateMiner::TemplateMiner() : tables_(std::make_unique<Tables>()) {}
TemplateMiner::~TemplateMiner() = default;
TemplateMiner::TemplateMiner(TemplateMiner&&) noexcept = default;
TemplateMiner& TemplateMiner::operator=(TemplateMiner&&) noexcept = default;

std::size_t TemplateMiner::fingerprints() const {
  return tables_->rows.size();
}

std::uint32_t TemplateMiner::add(std::string_view message) {
  Tables& t = *tables_;
  return t.count(write_fingerprint(message.substr(0, message_bytes_max), t.buffer.data()));
}

std::uint32_t TemplateMiner::add(std::string_view message, std::vector<WordRun>& runs) {
  Tables& t = *tables_;
  return t.count(write_fingerprint(message.substr(0, message_bytes_max), t.buffer.data(), runs));
}

void TemplateMiner::count(std::uint32_t number, std::uint64_t messages) {
  tables_->counts[number] += messages;
}

std::uint32_t TemplateMiner::add_fingerprint(std::string_view fingerprint) {
  return tables_->find_or_add(fingerprint, hash_bytes(fingerprint.data(), fingerprint.size())).row - 1;
}

std::string_view TemplateMiner::fingerprint(std::uint32_t number) const {
  return tables_->text(tables_->rows[number]);
}

std::vector<std::uint32_t> TemplateMiner::join(const TemplateMiner& other) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(other.fingerprints());
  const std::vector<std::uint64_t> counts = other.tables_->all_counts();
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Tables::Row& row = other.tables_->rows[i];
    const std::uint32_t here = tables_->find_or_add(other.tables_->text(row), row.hash).row - 1;
    tables_->counts[here] += counts[i];
    numbers.push_back(here);
  }
  return numbers;
}

std::uint32_t TemplateMiner::add_fingerprint_of(const TemplateMiner& other, std::uint32_t number) {
  const Tables::Row& row = other.tables_->rows[number];
  return tables_->find_or_add(other.tables_->text(row), row.hash).row - 1;
}

namespace {

/// A fingerprint cut into words and what stands between them.
struct Pattern {
  std::vector<std::uint64_t> tokens;  ///< hash of each token
  std::vector<bool> word;             ///< token is a word that could be a value
  std::vector<bool> name;             ///< word that looks like a name of something: dotted, underscored, mixed case
  std::uint64_t hash = 0;             ///< sum over positions, so that one token can be taken out
  int words = 0;
  int first_word = -1;
};

bool looks_like_name(std::string_view w) {
  for (std::size_t i = 0; i + 1 < w.size(); ++i) {
    if (std::strchr("._/\\@-", w[i]) != nullptr) return true;
    if (w[i] >= 'a' && w[i] <= 'z' && w[i + 1] >= 'A' && w[i + 1] <= 'Z') return true;
  }
  return false;
}

TokenTable::Kind kind_of(std::string_view token) {
  const TokenTable::Kind kind = kind_of_token(token);
  return kind == TokenTable::Kind::word && looks_like_name(token) ? TokenTable::Kind::name : kind;
}

Pattern make_pattern(const TokenTable& table, std::uint32_t row) {
  Pattern p;
  for (std::uint32_t i = table.begins[row]; i < table.begins[row + 1]; ++i) {
    const bool word = table.kinds[i] >= TokenTable::Kind::word;
    if (word && p.first_word < 0) p.first_word = static_cast<int>(p.tokens.size());
    p.words += word;
    p.hash += hash_at_position(table.hashes[i], p.tokens.size());
    p.tokens.push_back(table.hashes[i]);
    p.word.push_back(word);
    p.name.push_back(table.kinds[i] == TokenTable::Kind::name);
  }
  return p;
}

std::uint64_t hash_of_row(const TokenTable& table, std::uint32_t row) {
  std::uint64_t hash = 0;
  for (std::uint32_t i = table.begins[row]; i < table.begins[row + 1]; ++i)
    hash += hash_at_position(table.hashes[i], i - table.begins[row]);
  return hash;
}

/// Patterns that agree but for the word at one position.
struct Slot {
  std::uint32_t patterns = 0;
  std::uint32_t names = 0;  ///< how many of the words look like names
};

/// How many different words at one place make it a place for values. A plain word is often part of the sentence
/// ("VM started", "VM paused"), so it takes more of them than a name does; where a value has been seen, two are enough;
/// short messages have little else to be told apart by.
std::uint32_t needed(const Slot& slot, bool value_seen, int other_words) {
  std::uint32_t need = slot.names * 2 < slot.patterns ? 6 : 3;
  if (value_seen) need = std::min<std::uint32_t>(need, 2);
  return other_words < 3 ? need + 2 : need;
}

constexpr int rounds_max = 4;

/// Turns words into values where many patterns differ in that word alone. Every decision of a round is taken on the
/// patterns as they were before it, so that their order can't matter.
void merge_patterns(std::vector<Pattern>& patterns) {
  for (int round = 0; round < rounds_max; ++round) {
    std::unordered_map<std::uint64_t, std::uint32_t> seen;  // distinct patterns → the first that has the hash
    for (std::uint32_t i = 0; i < patterns.size(); ++i) seen.try_emplace(patterns[i].hash, i);
    std::unordered_map<std::uint64_t, Slot> slots;
    const auto key_at = [](const Pattern& p, std::size_t i) {
      return mix_hashes(p.hash - hash_at_position(p.tokens[i], i), i);
    };
    const auto can_vary = [](const Pattern& p, std::size_t i) {
      return p.word[i] && static_cast<int>(i) != p.first_word && p.words >= 3;
    };
    for (const auto& [hash, index] : seen) {
      const Pattern& p = patterns[index];
      for (std::size_t i = 0; i < p.tokens.size(); ++i) {
        if (!can_vary(p, i)) continue;
        Slot& slot = slots[key_at(p, i)];
        ++slot.patterns;
        slot.names += p.name[i];
      }
    }
    bool changed = false;
    for (Pattern& p : patterns) {
      std::size_t best = p.tokens.size();
      std::uint32_t most = 0;
      for (std::size_t i = 0; i < p.tokens.size(); ++i) {
        if (!can_vary(p, i)) continue;
        const Slot& slot = slots.find(key_at(p, i))->second;
        const std::uint64_t masked = p.hash - hash_at_position(p.tokens[i], i) + hash_at_position(value_token, i);
        if (slot.patterns >= needed(slot, seen.contains(masked), p.words - 1) && slot.patterns > most)
          best = i, most = slot.patterns;
      }
      if (best == p.tokens.size()) continue;
      p.hash += hash_at_position(value_token, best) - hash_at_position(p.tokens[best], best);
      p.tokens[best] = value_token;
      p.word[best] = false;
      --p.words;
      changed = true;
    }
    if (!changed) break;
  }
}

}  // namespace

TemplateMiner::Templates TemplateMiner::merge(TemplateRules* rules) const {
  const Tables& t = *tables_;
  TokenTable table;
  table.begins.push_back(0);
  for (const Tables::Row& row : t.rows) {
    for_each_token(t.text(row), [&](std::string_view token) {
      table.kinds.push_back(kind_of(token));
      table.hashes.push_back(hash_of_token(token));
    });
    table.begins.push_back(static_cast<std::uint32_t>(table.hashes.size()));
  }
  generalise_groups(table, value_token);

  // Rows that are the same by now are one pattern.
  std::vector<Pattern> patterns;
  std::vector<std::uint32_t> pattern_of;
  std::unordered_map<std::uint64_t, std::uint32_t> seen;
  for (std::uint32_t r = 0; r < t.rows.size(); ++r) {
    const auto [at, fresh] = seen.try_emplace(hash_of_row(table, r), static_cast<std::uint32_t>(patterns.size()));
    if (fresh) patterns.push_back(make_pattern(table, r));
    pattern_of.push_back(at->second);
  }
  merge_patterns(patterns);

  Templates out;
  const std::vector<std::uint64_t> counts = t.all_counts();
  std::unordered_map<std::string, std::uint32_t> numbers;
  TemplateRules::Cut cut;
  std::vector<std::uint32_t> template_of(patterns.size(), 0);  ///< + 1
  for (std::size_t r = 0; r < t.rows.size(); ++r) {
    std::uint32_t& known = template_of[pattern_of[r]];
    if (known == 0) {
      const Pattern& pattern = patterns[pattern_of[r]];
      std::size_t i = 0;
      std::string masked;
      for_each_token(t.text(t.rows[r]), [&](std::string_view token) {
        if (pattern.tokens[i++] == value_token)
          masked += value_byte;
        else
          masked += token;
      });
      std::string joined(masked.size(), '\0');
      joined.resize(join_values(masked, joined.data()));
      const auto [at, fresh] = numbers.try_emplace(std::move(joined), static_cast<std::uint32_t>(out.rows.size()));
      if (fresh) {
        std::string text;
        for (char c : at->first) {
          if (c == value_byte)
            text += "<*>";
          else
            text += c;
        }
        out.rows.push_back({std::move(text), 0});
      }
      known = at->second + 1;
    }
    out.rows[known - 1].count += counts[r];
    out.of.push_back(known - 1);
    if (rules == nullptr) continue;
    cut.make(t.text(t.rows[r]));
    const Pattern& pattern = patterns[pattern_of[r]];
    std::vector<std::uint16_t> values;
    if (cut.hashes.size() > 0xffff) continue;
    for (std::size_t i = 0; i < cut.hashes.size(); ++i)
      if (pattern.tokens[i] == value_token && cut.hashes[i] != value_token)
        values.push_back(static_cast<std::uint16_t>(i));
    rules->add(cut, std::move(values), known - 1);
  }
  return out;
}

TemplateMiner TemplateMiner::compact(std::vector<std::uint32_t>& of, TemplateRules* rules) const {
  Templates templates = merge(rules);
  TemplateMiner out;
  std::vector<std::uint32_t> numbers;
  for (const Template& row : templates.rows) {
    std::string fingerprint;
    for (std::size_t i = 0; i < row.text.size(); ++i) {
      const bool is_value = row.text.compare(i, 3, "<*>") == 0;
      fingerprint += is_value ? value_byte : row.text[i];
      i += is_value ? 2 : 0;
    }
    const std::uint64_t hash = hash_bytes(fingerprint.data(), fingerprint.size());
    numbers.push_back(out.tables_->find_or_add(fingerprint, hash).row - 1);
    if (rules != nullptr) rules->fingerprints.push_back(std::move(fingerprint));
  }
  if (rules != nullptr) rules->settle();
  of.clear();
  for (const std::uint32_t number : templates.of) of.push_back(numbers[number]);
  return out;
}

}  // namespace afterword
