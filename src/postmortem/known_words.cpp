#include "postmortem/known_words.h"

namespace afterword {

const WordBits& known_words() {
  static const WordBits words{
      {1, "the of and to was in is that for with were our we this by from on it as at be an"},
      {2, "el los las una para por con fue del que en se como más pero esta este sus lo al y"},
      {4, "o os uma para por com foi do da que em não se como mais mas dos das no na ao"},
      {8, "le les une pour par avec était du que en est dans des sur pas nous ce qui au et été"},
      {16, "der die das und war für mit von den nicht ist im ein eine wurde auf zu dem wir"},
      {32, "il gli una per con è stato del che in non di della sono le i un nel alla"},
      {known::told,
       "was were had went began found caused occurred occured failed noticed discovered detected "
       "identified crashed restarted fixed resolved restored deployed reverted rolled escalated "
       "experienced affected resulted led returned reported checked realized stopped became lasted "
       "received removed applied updated overloaded triggered investigated started fue estaba causó "
       "detectó foi falhou était wurde war usou estava ocurrió"},
      {known::count,
       "one two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty "
       "ninety"},
      {known::part, "half third thirds quarter quarters"},
  };
  return words;
}

}  // namespace afterword
