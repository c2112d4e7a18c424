#pragma once
#include <string>

#include "postmortem/postmortem.h"
#include "render/known_people.h"

namespace afterword {

/// The postmortem for people outside: what is marked internal, names, handles and addresses are taken out of the
/// *text*, and what is left is read anew. So nothing that was taken out can be in anything that is made from the
/// result. `people`: whom the reports of an archive name together; null where only this report is known.
[[nodiscard]] Postmortem redact(const Postmortem& postmortem, const ReadingOptions& options,
                                const KnownPeople* people = nullptr);

/// The text that redact() reads.
[[nodiscard]] std::string redact_text(const Postmortem& postmortem, const ReadingOptions& options,
                                      const KnownPeople* people = nullptr);

}  // namespace afterword
